// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The places that Python's `list[start:stop:step]` takes.
///
/// Source: the Python language reference, “Slicings”, and `slice.indices`.
enum PythonSlice {
    /// Lists the places.
    ///
    /// - Parameters:
    ///   - count: How many elements there are.
    ///   - start: The first place; less than 0 counts from the end; nil: from the beginning, or from the end backwards.
    ///   - stop: The place in front of which to stop.
    ///   - step: How far to the next one; less than 0 goes backwards; 0 and nil: 1.
    /// - Returns: The places, all of them within the list.
    static func places(count: Int, start: Int?, stop: Int?, step: Int?) -> [Int] {
        let step = step == 0 ? 1 : max(-count - 1, min(count + 1, step ?? 1))
        let (low, high) = step < 0 ? (-1, count - 1) : (0, count)
        func place(_ number: Int?, _ fallback: Int) -> Int {
            guard let number else { return fallback }
            let sum = number < 0 ? number.addingReportingOverflow(count).partialValue : number
            return min(max(sum, low), high)
        }
        let first = place(start, step < 0 ? high : low)
        let last = place(stop, step < 0 ? low : high)
        return Array(stride(from: first, to: last, by: step == 0 ? 1 : step))
    }
}
