// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSimulator

/// What somebody at the keys does to a board: keys in, wishes out.
///
/// It draws nothing and reaches no board.
struct BoardPanel: Sendable, Hashable {
    /// What is to be done.
    enum Wish: Sendable, Hashable {
        /// A button is pressed for a moment.
        case tap(control: Int)
        /// A control is set.
        case set(control: Int, PartValue)
        /// A step of a scenario is done.
        case step(String)
        /// The time goes on so many times as fast; nil: it stands still.
        case pace(Double?)
        /// The time goes to the next thing that happens.
        case next
        /// Everything is drawn anew.
        case redraw
        /// The board is left.
        case quit
    }

    private static let speeds = 1e-3...1e4

    /// The keys of the buttons.
    let keys: BoardKeys
    /// The controls that can be chosen, in the order of the parts.
    let choices: [Int]
    /// The control that is chosen, by its place in ``choices``.
    private(set) var choice = 0
    /// The buttons that are held down.
    private(set) var held: Set<Int> = []
    /// The line that is typed; nil: none.
    private(set) var prompt: LineEditor?
    /// Whether help is shown.
    private(set) var showsHelp = false
    /// How many times as fast as in reality the time goes.
    private(set) var speed: Double
    /// Whether the time stands still.
    private(set) var isPaused = false
    /// The time that waveforms show.
    private(set) var span = Duration.seconds(10)
    /// Whether the board can be left by a key; beside a run it goes when that ends.
    let canQuit: Bool

    private let controls: [BoardControl]
    // Those that spring back, as buttons do.
    private let momentary: Set<Int>
    private var history: [String] = []
    private var place = 0

    /// Begins.
    ///
    /// - Parameters:
    ///   - inventory: What is on the board.
    ///   - speed: How many times as fast as in reality the time goes.
    ///   - canQuit: Whether the board can be left by a key.
    init(_ inventory: BoardInventory, speed: Double = 1, canQuit: Bool = true) {
        keys = BoardKeys(inventory)
        choices = inventory.parts.flatMap(\.controls)
        controls = inventory.controls
        momentary = Set(
            inventory.parts.flatMap { part in
                part.controls.filter { part.kind == "keypad" || inventory.controls[$0].control.name == "pressed" }
            })
        self.speed = speed
        self.canQuit = canQuit
    }

    /// The control that is chosen; nil where there is none at all.
    var chosen: Int? { choices.indices.contains(choice) ? choices[choice] : nil }

    /// The panel when nobody is at the keys any more: nothing is chosen, typed or explained.
    var atRest: BoardPanel {
        var panel = self
        (panel.choice, panel.prompt, panel.showsHelp) = (choices.count, nil, false)
        return panel
    }

    /// Takes a key.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - values: The values of the controls now.
    /// - Returns: What is to be done.
    mutating func press(_ key: Key, _ values: [PartValue]) -> [Wish] {
        if key == .control("l") { return [.redraw] }
        if prompt != nil { return type(key) }
        switch key {
        case .up, .down:
            if !choices.isEmpty {
                choice = (choice + (key == .up ? choices.count - 1 : 1)) % choices.count
            }
        case .tab: choice = choices.isEmpty ? 0 : (choice + 1) % choices.count
        case .home: choice = 0
        case .end: choice = max(0, choices.count - 1)
        case .left, .right: return move(key == .right ? 1 : -1, values)
        case .pageUp, .pageDown: return move(key == .pageUp ? 10 : -10, values)
        case .enter: return enter(values)
        case .escape: showsHelp = false
        case .control("d"): return canQuit ? [.quit] : []
        case .character(let character): return press(character, values)
        default: break
        }
        return []
    }

    private mutating func press(_ character: Character, _ values: [PartValue]) -> [Wish] {
        if let lower = character.lowercased().first, let control = keys.controlOfKey[lower] {
            choice = choices.firstIndex(of: control) ?? choice
            return character == lower && momentary.contains(control) ? tap(control) : toggle(control, values)
        }
        switch character {
        case " ":
            isPaused.toggle()
            return [.pace(isPaused ? nil : speed)]
        case ".": return isPaused ? [.next] : []
        case "+", "=", "-":
            speed = min(max(character == "-" ? speed / 2 : speed * 2, Self.speeds.lowerBound), Self.speeds.upperBound)
            return isPaused ? [] : [.pace(speed)]
        case "[": span = max(span / 2, .milliseconds(1))
        case "]": span = min(span * 2, .seconds(3600))
        case "/", ":": prompt = LineEditor()
        case "?": showsHelp.toggle()
        case "q": return canQuit ? [.quit] : []
        default: break
        }
        return []
    }

    // MARK: Controls

    private mutating func tap(_ control: Int) -> [Wish] {
        // Who presses a button that is held lets go of it.
        if held.remove(control) != nil { return [.set(control: control, .flag(false))] }
        return [.tap(control: control)]
    }

    private mutating func toggle(_ control: Int, _ values: [PartValue]) -> [Wish] {
        let isOn = !(values[control].flag ?? false)
        if momentary.contains(control) {
            if isOn { held.insert(control) } else { held.remove(control) }
        }
        return [.set(control: control, .flag(isOn))]
    }

    private mutating func enter(_ values: [PartValue]) -> [Wish] {
        guard let control = chosen else { return [] }
        switch controls[control].control.kind {
        case .flag: return toggle(control, values)
        case .number, .text: prompt = LineEditor("set \(controls[control].name) ")
        case .choice: return move(1, values)
        }
        return []
    }

    private mutating func move(_ steps: Int, _ values: [PartValue]) -> [Wish] {
        guard let control = chosen else { return [] }
        switch controls[control].control.kind {
        case .flag:
            let isOn = values[control].flag ?? false
            return isOn == (steps > 0) ? [] : toggle(control, values)
        case .number(let range, let step, _):
            let value = values[control].number ?? range.lowerBound
            let stride = step > 0 ? step : (range.upperBound - range.lowerBound) / 100
            let next = min(max(value + Double(steps) * stride, range.lowerBound), range.upperBound)
            return next == value ? [] : [.set(control: control, .number(next))]
        case .choice(let choices):
            guard !choices.isEmpty else { return [] }
            let place = choices.firstIndex(of: values[control].text ?? "") ?? 0
            let next = (place + (steps > 0 ? 1 : choices.count - 1)) % choices.count
            return [.set(control: control, .text(choices[next]))]
        case .text: return []
        }
    }

    // MARK: The prompt

    private mutating func type(_ key: Key) -> [Wish] {
        switch key {
        case .escape, .control("c"): prompt = nil
        case .enter:
            let line = String(prompt?.text.drop { $0 == " " } ?? "")
            prompt = nil
            guard !line.isEmpty else { return [] }
            if history.last != line { history.append(line) }
            place = history.count
            if line == "quit" || line == "exit" { return canQuit ? [.quit] : [] }
            return [.step(line)]
        case .up where place > 0:
            place -= 1
            prompt = LineEditor(history[place])
        case .down where place < history.count:
            place += 1
            prompt = LineEditor(place < history.count ? history[place] : "")
        case .backspace where prompt?.characters.isEmpty == true: prompt = nil
        default: prompt?.take(key)
        }
        return []
    }
}
