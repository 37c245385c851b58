// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import FoundationEssentials

extension [UInt8] {
    mutating func append(_ prefix: StaticString, member name: StaticString, string: String) {
        append(prefix)
        append(member: name, string: string)
    }

    mutating func append(member name: StaticString, string: String) {
        append(name: name)
        append(jsonString: string)
    }

    mutating func append(member name: StaticString, integer: Int) {
        append(name: name)
        append(integer: integer)
    }

    mutating func append(member name: StaticString, json: [UInt8]) {
        append(name: name)
        guard json.contains(where: { $0 == UInt8(ascii: "\n") }) else { return append(contentsOf: json) }
        // JSON has line ends between its parts only, and there a space does as well: an event stays one line.
        append(contentsOf: json.lazy.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 })
    }

    private mutating func append(name: StaticString) {
        append(",\"")
        append(name)
        append("\":")
    }

    /// Seconds since 1970 with six digits behind the point.
    mutating func append(time: Date) {
        let seconds = time.timeIntervalSince1970
        guard seconds.isFinite, abs(seconds) < 1e11 else {
            append(UInt8(ascii: "0"))
            return
        }
        let microseconds = Int((seconds * 1e6).rounded())
        if microseconds < 0 { append(UInt8(ascii: "-")) }
        let (whole, fraction) = microseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        append(integer: Int(whole))
        append(UInt8(ascii: "."))
        append(digits: fraction, count: 6)
    }
}
