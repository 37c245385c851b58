// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Writes JSON text into a growing list of bytes.
struct JSONWriter {
    /// What was written.
    private(set) var bytes: [UInt8] = []
    private let isPretty: Bool
    private var depth = 0

    /// Makes an empty writer.
    init(isPretty: Bool) { self.isPretty = isPretty }

    /// Writes a value.
    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .int(let value): bytes.append(contentsOf: String(value).utf8)
        case .double(let value): bytes.append(contentsOf: PythonFloat.text(of: value).utf8)
        case .string(let value): write(value)
        case .array(let elements): write(elements)
        case .object(let members): write(members)
        }
    }

    private mutating func write(_ elements: [JSONValue]) {
        bytes.append(UInt8(ascii: "["))
        depth += 1
        var isFirst = true
        for element in elements {
            beginElement(isFirst: isFirst)
            write(element)
            isFirst = false
        }
        depth -= 1
        if !isFirst { breakLine() }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ members: [String: JSONValue]) {
        bytes.append(UInt8(ascii: "{"))
        depth += 1
        var isFirst = true
        for (name, value) in members.sorted(by: { Self.comesBefore($0.key, $1.key) }) {
            beginElement(isFirst: isFirst)
            write(name)
            bytes.append(UInt8(ascii: ":"))
            if isPretty { bytes.append(0x20) }
            write(value)
            isFirst = false
        }
        depth -= 1
        if !isFirst { breakLine() }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func beginElement(isFirst: Bool) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        breakLine()
    }

    private mutating func breakLine() {
        guard isPretty else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let code = text.utf8
        if code.contains(where: Self.needsEscape) {
            for byte in code { writeEscaped(byte) }
        } else {
            bytes.append(contentsOf: code)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func writeEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
        case 0x08: bytes.append(contentsOf: "\\b".utf8)
        case 0x0C: bytes.append(contentsOf: "\\f".utf8)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0..<0x20:
            bytes.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        default: bytes.append(byte)
        }
    }

    /// Orders by Unicode scalars, which is the order of the bytes of UTF-8; `String.<` orders by normalized text.
    private static func comesBefore(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
