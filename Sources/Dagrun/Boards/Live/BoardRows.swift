// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunSimulator

/// The parts of a board, each with its keys, its state and its lines: one row or more for each.
struct BoardRows {
    /// A row.
    struct Row {
        /// The controls in it.
        var controls: Range<Int>
        var line: StyledLine
    }

    private static let chosen = "7"

    private let view: BoardView
    private let panel: BoardPanel
    private let theme: ProgressTheme
    private let width: Int
    private let nameWidth: Int

    /// - Parameters:
    ///   - view: The board.
    ///   - panel: What is chosen and held.
    ///   - theme: Colours and characters.
    ///   - width: The columns of a row.
    init(_ view: BoardView, _ panel: BoardPanel, _ theme: ProgressTheme, width: Int) {
        self.view = view
        self.panel = panel
        self.theme = theme
        self.width = width
        let names = view.inventory.parts.filter(Self.isShown).map { DisplayWidth.of($0.id) }
        nameWidth = min(max(names.max() ?? 4, 4), max(6, width / 5))
    }

    private static func isShown(_ part: PlacedPart) -> Bool {
        !(part.controls.isEmpty && part.outputs.isEmpty) && part.type != "wokwi-text"
    }

    /// The rows, in the order of the parts.
    var rows: [Row] {
        view.inventory.parts.filter(Self.isShown).flatMap(rows) + view.inventory.quantities.indices.map(row)
    }

    /// A quantity of the surroundings.
    private func row(_ quantity: Int) -> Row {
        let (what, value) = (view.inventory.quantities[quantity], view.quantities[quantity])
        var line = StyledLine(width: width, usesColor: theme.usesColor)
        line.add("     ")
        line.add(what.name, column: min(24, width / 2), "2")
        line.add(" \(Self.number(value))\(what.unit.isEmpty ? "" : " \(what.unit)")")
        return Row(controls: 0..<0, line: line)
    }

    private func rows(_ part: PlacedPart) -> [Row] {
        let flags = part.controls.prefix { isFlag($0) }
        let others = part.controls.dropFirst(flags.count)
        // What is set stands beside the name when there is nothing else to be set there.
        let first = flags.isEmpty ? others.prefix(1) : flags
        var rows = [row(part, first, isFirst: true)]
        for control in others where !first.contains(control) {
            rows.append(row(part, control..<(control + 1), isFirst: false))
        }
        return rows
    }

    private func isFlag(_ control: Int) -> Bool { view.inventory.controls[control].control.kind == .flag }

    private func row(_ part: PlacedPart, _ controls: Range<Int>, isFirst: Bool) -> Row {
        var line = StyledLine(width: width, usesColor: theme.usesColor)
        let isChosen = panel.chosen.map(controls.contains) ?? false
        line.add(isChosen ? (theme.usesUnicode ? "›" : ">") : " ", "1")
        let key = controls.count == 1 ? panel.keys.keyOfControl[controls.lowerBound] : nil
        line.add(key.map { "[\($0)]" } ?? "", column: 4, "1;36")
        if isFirst {
            line.add(part.id, column: nameWidth + 1, isChosen ? Self.chosen : "1")
            line.add("")
        } else {
            line.add("", column: nameWidth + 1)
        }
        line.add(" ")
        let lines = isFirst ? lineTexts(part) : [""]
        let least = DisplayWidth.of(lines[0])
        let room = max(0, line.room - (least == 0 ? 0 : min(least + 2, width / 2)))
        var state = StyledLine(width: room, usesColor: theme.usesColor)
        for control in controls { add(control, alone: controls.count == 1, to: &state) }
        if isFirst { addOutputs(part, to: &state) }
        line.append(state)
        if least > 0 {
            let text = lines.last { DisplayWidth.of($0) + 2 <= line.room } ?? lines[0]
            line.add(String(repeating: " ", count: max(2, line.room - DisplayWidth.of(text))))
            line.add(text, "2")
        }
        return Row(controls: controls, line: line)
    }

    // MARK: Lines

    /// The lines that lead to a part, what they are for, and whether a program has them; the more is said of who has it, the later.
    private func lineTexts(_ part: PlacedPart) -> [String] {
        let text = part.lines.map { number in
            var text = view.inventory.lineNames[number][0]
            let label = view.inventory.label(ofLine: number)
            if part.lines.count == 1, label.isTelling { text += " \(label.name)" }
            if view.holders[number] != nil { text += theme.usesUnicode ? " ◂" : "<" }
            return text
        }.joined(separator: " ")
        guard part.lines.count == 1, let holder = view.holder(ofLine: part.lines[0]) else { return [text] }
        // Of a task, its own name tells more than its DAG's.
        let shorter = holder.split(separator: ".", maxSplits: 1).last.map(String.init) ?? holder
        return [text, "\(text) \(shorter)", "\(text) \(holder)"]
    }

    // MARK: Controls

    private func add(_ control: Int, alone: Bool, to line: inout StyledLine) {
        let (what, value) = (view.inventory.controls[control].control, view.controls[control])
        let isChosen = panel.chosen == control
        if line.used > 0 { line.add(" ") }
        switch what.kind {
        case .flag where alone:
            let isOn = value.flag ?? false
            line.add(isOn ? dot(true) : dot(false), isOn ? "1;33" : "2")
            line.add(isOn || what.name != "pressed" ? " \(what.name)" : " released", isOn ? "1" : "2")
            if panel.held.contains(control) { line.add(" held", "33") }
        case .flag:
            let name = panel.keys.keyOfControl[control].map { "\($0)" == what.name ? what.name : "\($0):\(what.name)" }
            let style = (value.flag ?? false ? ["1;30;43"] : []) + (isChosen ? ["4"] : [])
            let mark = value.flag ?? false ? "[\(name ?? what.name)]" : " \(name ?? what.name) "
            line.add(mark, style.joined(separator: ";"))
        case .number(let range, _, let unit):
            line.add("\(what.name) ", "2")
            let number = value.number ?? range.lowerBound
            let span = range.upperBound - range.lowerBound
            let share = span > 0 ? (number - range.lowerBound) / span : 0
            line.add(slider(share), isChosen ? "1;36" : "36")
            line.add(" \(Self.number(number))\(unit.isEmpty ? "" : " \(unit)")")
        case .choice: line.add("\(what.name) ‹\(value)›", isChosen ? "1;36" : "36")
        case .text: line.add("\(what.name) “\(value)”", isChosen ? "1;36" : "36")
        }
    }

    private func slider(_ share: Double) -> String {
        let width = 12
        let place = min(max(Int((share * Double(width - 1)).rounded()), 0), width - 1)
        let (rail, knob) = theme.usesUnicode ? ("─", "●") : ("-", "O")
        return String(repeating: rail, count: place) + knob + String(repeating: rail, count: width - 1 - place)
    }

    private func dot(_ isOn: Bool) -> String {
        theme.usesUnicode ? (isOn ? "●" : "○") : (isOn ? "*" : "o")
    }

    // MARK: Outputs

    private func addOutputs(_ part: PlacedPart, to line: inout StyledLine) {
        let names = part.controls.map { view.inventory.controls[$0].control.name }
        if part.outputs.count == 3,
            ["red", "green", "blue"] == part.outputs.map({ view.inventory.outputs[$0].output.name })
        {
            return addColor(part.outputs.map { view.outputs[$0].number ?? 0 }, to: &line)
        }
        for number in part.outputs {
            let (what, value) = (view.inventory.outputs[number].output, view.outputs[number])
            // What is set is seen already.
            if names.contains(what.name) { continue }
            if line.used > 0 { line.add("  ") }
            switch value {
            case .flag(let isOn): line.add("\(dot(isOn)) \(what.name)", isOn ? "1;33" : "2")
            case .number(let share) where what.name == "brightness":
                line.add(dot(share > 0), share > 0 ? Self.sgr(part.color) : "2")
                line.add(share > 0 ? " \(Int((share * 100).rounded(.up))) %" : " off", share > 0 ? "1" : "2")
            case .number(let number):
                line.add("\(what.name) ", "2")
                line.add("\(Self.number(number))\(what.unit.isEmpty || what.unit == "°" ? what.unit : " \(what.unit)")")
            case .text(let text) where !text.contains("\n"):
                line.add("\(what.name) ", "2")
                line.add(theme.usesUnicode ? "“\(text)”" : "\"\(text)\"")
            case .text: line.add("\(what.name) below", "2")
            case .picture(let picture): line.add("\(picture.width)x\(picture.height)", "2")
            }
        }
    }

    private func addColor(_ shares: [Double], to line: inout StyledLine) {
        let isOn = shares.contains { $0 > 0 }
        let bits = zip(shares, [1, 2, 4]).reduce(0) { $0 + ($1.0 > 0.05 ? $1.1 : 0) }
        line.add(dot(isOn), isOn ? "1;\(30 + bits)" : "2")
        let text = shares.map { "\(Int(($0 * 100).rounded()))" }.joined(separator: "/")
        line.add(isOn ? " \(text) %" : " off", isOn ? "1" : "2")
    }

    private static func sgr(_ color: String?) -> String {
        switch color {
        case "red", "orange": "1;31"
        case "green", "limegreen": "1;32"
        case "yellow": "1;33"
        case "blue": "1;34"
        case "purple", "magenta": "1;35"
        case "cyan": "1;36"
        default: "1;37"
        }
    }

    /// A number with as many digits as somebody takes in at a glance.
    private static func number(_ number: Double) -> String {
        TraceText.number(number, digits: number.magnitude >= 100 ? 1 : number.magnitude >= 10 ? 2 : 3)
    }
}
