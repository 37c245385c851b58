// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A line that is being typed, and those that were typed before.
struct LineEditor: Sendable, Hashable {
    private static let most = 500

    /// The characters.
    private(set) var characters: [Character] = []
    /// The place of the cursor: in front of the character of that number.
    private(set) var cursor = 0

    /// The line.
    var text: String { String(characters) }

    /// Begins with a text, the cursor behind it.
    init(_ text: String = "") {
        characters = Array(text.prefix(Self.most))
        cursor = characters.count
    }

    /// Takes a key that changes the line or moves the cursor.
    ///
    /// - Returns: Whether it was one.
    @discardableResult
    mutating func take(_ key: Key) -> Bool {
        switch key {
        case .character(let character):
            guard characters.count < Self.most else { return true }
            characters.insert(character, at: cursor)
            cursor += 1
        case .backspace:
            guard cursor > 0 else { return true }
            cursor -= 1
            characters.remove(at: cursor)
        case .delete:
            if cursor < characters.count { characters.remove(at: cursor) }
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = characters.count
        case .control("u"):
            characters.removeFirst(cursor)
            cursor = 0
        case .control("k"): characters.removeLast(characters.count - cursor)
        default: return false
        }
        return true
    }
}
