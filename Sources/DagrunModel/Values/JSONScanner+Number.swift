// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension JSONScanner {
    /// Reads a number.
    mutating func number<Value: JSONTree>(_ bytes: Span<UInt8>) throws(JSONSyntaxError) -> Value {
        let start = index
        let isNegative = skip(UInt8(ascii: "-"), in: bytes)
        let firstDigit = index
        var magnitude: UInt64 = 0
        var fits = true
        while index < bytes.count, let digit = Self.digit(bytes[index]) {
            let (tenfold, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(UInt64(digit))
            magnitude = sum
            if overflow || carry { fits = false }
            index += 1
        }
        guard index > firstDigit else {
            throw JSONSyntaxError("a digit is missing", at: index, in: bytes)
        }
        guard index - firstDigit == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
            throw JSONSyntaxError("a number may not begin with 0", at: firstDigit, in: bytes)
        }
        var isWhole = true
        if skip(UInt8(ascii: "."), in: bytes) {
            isWhole = false
            try skipDigits(bytes)
        }
        if skip(UInt8(ascii: "e"), in: bytes) || skip(UInt8(ascii: "E"), in: bytes) {
            isWhole = false
            if !skip(UInt8(ascii: "+"), in: bytes) { _ = skip(UInt8(ascii: "-"), in: bytes) }
            try skipDigits(bytes)
        }
        if isWhole, fits {
            if !isNegative, let value = Int64(exactly: magnitude) { return .int(value) }
            if isNegative, magnitude <= UInt64(Int64.max) + 1 { return .int(Int64(truncatingIfNeeded: 0 &- magnitude)) }
        }
        guard let text = try? UTF8Span(validating: bytes.extracting(start..<index)),
            let value = Value.number(from: String(copying: text))
        else {
            throw JSONSyntaxError("the number is too large for a double", at: start, in: bytes)
        }
        return value
    }

    private mutating func skipDigits(_ bytes: Span<UInt8>) throws(JSONSyntaxError) {
        let start = index
        while index < bytes.count, Self.digit(bytes[index]) != nil { index += 1 }
        guard index > start else {
            throw JSONSyntaxError("a digit is missing", at: index, in: bytes)
        }
    }

    @inline(__always)
    private static func digit(_ byte: UInt8) -> UInt8? {
        let digit = byte &- UInt8(ascii: "0")
        return digit < 10 ? digit : nil
    }
}
