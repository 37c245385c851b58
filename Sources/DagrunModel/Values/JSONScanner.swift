// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads the words of JSON: punctuation, strings and names; numbers are in `JSONScanner+Number.swift`.
///
/// It holds a place only; the text is handed to each call, because a `Span` can't be stored.
struct JSONScanner {
    /// The place of the next byte.
    var index = 0

    /// Steps over white space.
    @inline(__always)
    mutating func skipSpace(_ bytes: Span<UInt8>) {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    /// Steps over a byte, if it comes next.
    @inline(__always)
    mutating func skip(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Steps over the beginning of an array or object, if one comes next.
    @inline(__always)
    mutating func open(_ bytes: Span<UInt8>) -> JSONContainer? {
        if skip(UInt8(ascii: "{"), in: bytes) { return .object }
        if skip(UInt8(ascii: "["), in: bytes) { return .array }
        return nil
    }

    /// Reads the name of a member and the colon behind it.
    mutating func key(_ bytes: Span<UInt8>) throws(JSONSyntaxError) -> String {
        guard skip(UInt8(ascii: "\""), in: bytes) else {
            throw JSONSyntaxError("a member's name in double quotes is missing", at: index, in: bytes)
        }
        let name = try string(bytes)
        skipSpace(bytes)
        guard skip(UInt8(ascii: ":"), in: bytes) else {
            throw JSONSyntaxError("\":\" is missing", at: index, in: bytes)
        }
        skipSpace(bytes)
        return name
    }

    /// Reads a string, a number or a name.
    mutating func scalar<Value: JSONTree>(_ bytes: Span<UInt8>) throws(JSONSyntaxError) -> Value {
        guard index < bytes.count else {
            throw JSONSyntaxError("the text ends where a value is missing", at: index, in: bytes)
        }
        switch bytes[index] {
        case UInt8(ascii: "\""):
            index += 1
            return .string(try string(bytes))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(bytes)
        case UInt8(ascii: "-"):
            return skip("-Infinity", in: bytes) ? .double(-.infinity) : try number(bytes)
        case UInt8(ascii: "t") where skip("true", in: bytes): return .bool(true)
        case UInt8(ascii: "f") where skip("false", in: bytes): return .bool(false)
        case UInt8(ascii: "n") where skip("null", in: bytes): return .null
        case UInt8(ascii: "N") where skip("NaN", in: bytes): return .double(.nan)
        case UInt8(ascii: "I") where skip("Infinity", in: bytes): return .double(.infinity)
        default: throw JSONSyntaxError("no JSON value begins here", at: index, in: bytes)
        }
    }

    private mutating func skip(_ word: String, in bytes: Span<UInt8>) -> Bool {
        var place = index
        for byte in word.utf8 {
            guard place < bytes.count, bytes[place] == byte else { return false }
            place += 1
        }
        index = place
        return true
    }

    /// Reads a string whose opening quote was read.
    private mutating func string(_ bytes: Span<UInt8>) throws(JSONSyntaxError) -> String {
        let start = index
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                let text = try decoded(bytes, from: start)
                index += 1
                return text
            case UInt8(ascii: "\\"): return try escapedString(bytes, from: start)
            case 0..<0x20:
                throw JSONSyntaxError("a control character in a string must be escaped", at: index, in: bytes)
            default: index += 1
            }
        }
        throw JSONSyntaxError("the string has no end", at: start - 1, in: bytes)
    }

    /// The bytes from a place to here as text.
    private func decoded(_ bytes: Span<UInt8>, from start: Int) throws(JSONSyntaxError) -> String {
        do throws(UTF8.ValidationError) {
            return String(copying: try UTF8Span(validating: bytes.extracting(start..<index)))
        } catch {
            throw JSONSyntaxError("this is not UTF-8", at: start + error.byteOffsets.lowerBound, in: bytes)
        }
    }

    /// Reads the rest of a string that holds escapes.
    private mutating func escapedString(_ bytes: Span<UInt8>, from start: Int) throws(JSONSyntaxError) -> String {
        var text = try decoded(bytes, from: start)
        while index < bytes.count {
            let plain = index
            while index < bytes.count, bytes[index] >= 0x20, bytes[index] != UInt8(ascii: "\""),
                bytes[index] != UInt8(ascii: "\\")
            {
                index += 1
            }
            text += try decoded(bytes, from: plain)
            guard index < bytes.count else { break }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return text
            case UInt8(ascii: "\\"): text.unicodeScalars.append(try escape(bytes))
            default: throw JSONSyntaxError("a control character in a string must be escaped", at: index, in: bytes)
            }
        }
        throw JSONSyntaxError("the string has no end", at: start - 1, in: bytes)
    }

    /// Reads an escape, backslash included.
    private mutating func escape(_ bytes: Span<UInt8>) throws(JSONSyntaxError) -> Unicode.Scalar {
        let start = index
        guard index + 1 < bytes.count else {
            throw JSONSyntaxError("the text ends in an escape", at: start, in: bytes)
        }
        index += 2
        switch bytes[start + 1] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw JSONSyntaxError("there is no such escape", at: start, in: bytes)
        }
        var code = try hexadecimal(bytes, escape: start)
        if 0xD800..<0xDC00 ~= code, skip("\\u", in: bytes) {
            let low = try hexadecimal(bytes, escape: start)
            guard 0xDC00..<0xE000 ~= low else {
                throw JSONSyntaxError("a surrogate without its other half", at: start, in: bytes)
            }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else {
            throw JSONSyntaxError("a surrogate without its other half", at: start, in: bytes)
        }
        return scalar
    }

    private mutating func hexadecimal(_ bytes: Span<UInt8>, escape: Int) throws(JSONSyntaxError) -> UInt32 {
        guard bytes.count - index >= 4 else {
            throw JSONSyntaxError("the text ends in an escape", at: escape, in: bytes)
        }
        var code: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[index] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[index] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = bytes[index] - UInt8(ascii: "A") + 10
            default: throw JSONSyntaxError("\\u needs four hexadecimal digits", at: escape, in: bytes)
            }
            code = code << 4 | UInt32(digit)
            index += 1
        }
        return code
    }
}
