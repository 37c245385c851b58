// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSimulator

/// The keys that press the buttons of a board.
///
/// A button whose diagram names a key has that one. The others get the first letter that is free of their colour, their name and
/// their kind, then a digit or any letter; those without a colour that anybody would call them by come last. Keys of a keypad are
/// pressed by themselves.
struct BoardKeys: Sendable, Hashable {
    /// Keys that do something else.
    static let reserved: Set<Character> = ["q", " ", ".", "+", "=", "-", "/", ":", "?", "[", "]"]

    private static let neutral: Set<String> = ["black", "gray", "grey", "white"]

    /// The controls, by key: places in the inventory's list.
    private(set) var controlOfKey: [Character: Int] = [:]
    /// The keys, by control.
    private(set) var keyOfControl: [Int: Character] = [:]

    /// Gives keys to all controls that are on or off.
    init(_ inventory: BoardInventory) {
        var waiting: [(control: Int, wishes: String)] = []
        var colored = 0
        for part in inventory.parts {
            let flags = part.controls.filter { inventory.controls[$0].control.kind == .flag }
            for control in flags {
                let name = inventory.controls[control].control.name
                if flags.count > 1, name.count == 1 {
                    waiting.append((control, name))
                } else {
                    if part.key.count == 1, give(part.key, to: control, isAsked: true) { continue }
                    let color = part.color.flatMap { Self.neutral.contains($0) ? nil : $0 }
                    let wishes = (color ?? "") + part.id + (part.kind ?? "")
                    waiting.insert((control, wishes), at: color == nil ? waiting.count : colored)
                    if color != nil { colored += 1 }
                }
            }
        }
        for (control, wishes) in waiting where !wishes.prefix(1).contains(where: { give("\($0)", to: control) }) {
            _ = (wishes + "123456789" + "abcdefghijklmnoprstuvwxyz0").contains { give("\($0)", to: control) }
        }
    }

    private mutating func give(_ key: String, to control: Int, isAsked: Bool = false) -> Bool {
        guard let character = key.lowercased().first, character.isASCII, character > " ",
            controlOfKey[character] == nil, isAsked && character == "q" || !Self.reserved.contains(character)
        else { return false }
        controlOfKey[character] = control
        keyOfControl[control] = character
        return true
    }
}
