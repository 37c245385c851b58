// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Makes keys of the bytes that a terminal sends.
///
/// Sequences: ECMA-48 control sequences as xterm sends them for cursor keys, in normal and in application mode (`ESC [ A`, `ESC O A`), with or
/// without modifiers; characters in UTF-8. What is not known is passed over as a whole, so that no part of it is taken for a key.
struct KeyReader {
    /// More bytes than any sequence has: what goes on for longer is none.
    private static let longest = 32

    private var pending: [UInt8] = []

    /// Takes the next bytes.
    ///
    /// - Parameter bytes: The bytes.
    /// - Returns: The keys that they end.
    mutating func read(_ bytes: some Sequence<UInt8>) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        var rest = pending[...]
        while !rest.isEmpty {
            guard let (key, count) = Self.first(rest) else { break }
            if let key { keys.append(key) }
            rest = rest.dropFirst(count)
        }
        pending = Array(rest)
        return keys
    }

    /// Whether bytes are left that may begin a sequence; when nothing follows soon, ``flush()`` says what they are by themselves.
    var isPending: Bool { !pending.isEmpty }

    /// Takes what is left as it is: an escape that nothing followed is that key.
    mutating func flush() -> [Key] {
        defer { pending = [] }
        guard pending.first == 0x1B else { return [] }
        guard pending.count > 1 else { return [.escape] }
        var rest = KeyReader()
        return pending.count == 2 ? [.escape] + rest.read(pending.dropFirst()) : []
    }

    /// The first key and the bytes it takes; no key where they mean none, nil where more must come.
    private static func first(_ bytes: ArraySlice<UInt8>) -> (key: Key?, count: Int)? {
        let byte = bytes[bytes.startIndex]
        switch byte {
        case 0x1B: return escape(bytes)
        case 0x0A, 0x0D: return (.enter, 1)
        case 0x09: return (.tab, 1)
        case 0x08, 0x7F: return (.backspace, 1)
        case 0x01...0x1A: return (.control(Character(Unicode.Scalar(byte + 0x60))), 1)
        case 0x00..<0x20: return (nil, 1)
        case 0x20..<0x7F: return (.character(Character(Unicode.Scalar(byte))), 1)
        default: return character(bytes)
        }
    }

    private static func character(_ bytes: ArraySlice<UInt8>) -> (key: Key?, count: Int)? {
        let byte = bytes[bytes.startIndex]
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        guard byte >= 0xC2, byte < 0xF5 else { return (nil, 1) }
        let rest = bytes.dropFirst().prefix(length - 1)
        guard rest.allSatisfy({ $0 & 0xC0 == 0x80 }) else { return (nil, 1) }
        guard rest.count == length - 1 else { return nil }
        guard let text = String(validating: bytes.prefix(length), as: UTF8.self), let character = text.first else {
            return (nil, 1)
        }
        return (.character(character), length)
    }

    private static func escape(_ bytes: ArraySlice<UInt8>) -> (key: Key?, count: Int)? {
        guard bytes.count > 1 else { return nil }
        let start = bytes.startIndex
        switch bytes[start + 1] {
        case UInt8(ascii: "O"):
            return bytes.count < 3 ? nil : (cursor[bytes[start + 2]], 3)
        case UInt8(ascii: "["):
            let parameters = bytes.dropFirst(2).prefix { (0x20..<0x40).contains($0) }
            guard parameters.count < longest else { return (nil, 2 + parameters.count) }
            guard let final = bytes.dropFirst(2 + parameters.count).first else { return nil }
            // What is no byte of a sequence begins something new.
            guard (0x40..<0x7F).contains(final) else { return (nil, 2 + parameters.count) }
            let count = 3 + parameters.count
            if final == UInt8(ascii: "~") {
                let number = String(decoding: parameters.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
                return (edit[number], count)
            }
            return (cursor[final], count)
        case 0x1B: return (.escape, 1)
        // Alt and a key are an escape and the key.
        default: return (.escape, 1)
        }
    }

    private static let cursor: [UInt8: Key] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
        UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end, UInt8(ascii: "M"): .enter,
    ]
    private static let edit: [String: Key] = [
        "1": .home, "3": .delete, "4": .end, "5": .pageUp, "6": .pageDown, "7": .home, "8": .end,
    ]
}
