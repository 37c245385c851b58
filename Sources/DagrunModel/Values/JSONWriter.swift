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
        case .string(let value): bytes.append(jsonString: value)
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
        for (name, value) in members.sorted(by: { JSONName.comesBefore($0.key, $1.key) }) {
            beginElement(isFirst: isFirst)
            bytes.append(jsonString: name)
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
}
