// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What several runs of the same thing measured.
struct Samples {
    var values: [Double]

    init(_ values: [Double]) { self.values = values.sorted() }

    /// Repeats a measurement.
    init(_ count: Int, measure: () async throws -> Double) async rethrows {
        var values: [Double] = []
        for _ in 0..<count { values.append(try await measure()) }
        self.init(values)
    }

    /// The middle of all.
    var median: Double { quantile(0.5) }

    /// The sample that a part of all lies below.
    ///
    /// - Parameter part: From 0 to 1.
    /// - Returns: The sample; NaN where there is none.
    func quantile(_ part: Double) -> Double {
        values.isEmpty ? .nan : values[Int((Double(values.count - 1) * part).rounded())]
    }

    /// The samples in another unit.
    func scaled(by factor: Double) -> Samples { Samples(values.map { $0 * factor }) }
}
