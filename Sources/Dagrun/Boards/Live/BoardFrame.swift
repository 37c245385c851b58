// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunLocal
internal import DagrunSimulator

/// One picture of a board: a pure function of the board's view, what somebody does to it, and the size of the terminal.
struct BoardFrame {
    /// From so many columns on, waveforms stand beside the parts.
    private static let wide = 110

    let view: BoardView
    let panel: BoardPanel
    let size: Terminal.Size
    let theme: ProgressTheme
    /// Whether it is the last one, which stays where nobody plays any more.
    var isLast = false

    /// The lines of the picture: none is wider than the terminal, and at least one row of the terminal stays free.
    func lines() -> [String] {
        let lines = picture()
        // What was cut says so in Unicode.
        return theme.usesUnicode ? lines : lines.map { $0.replacing("…", with: "~") }
    }

    private func picture() -> [String] {
        let room = size.rows - 1
        guard room > 2 else { return Array([header()].prefix(max(0, room))) }
        if isLast { return [header()] + body(room - 1) }
        let body = panel.showsHelp ? Array(help().prefix(room - 2)) : body(room - 2)
        return [header()] + body + [footer()]
    }

    private func line(_ width: Int? = nil) -> StyledLine {
        StyledLine(width: width ?? size.columns, usesColor: theme.usesColor)
    }

    // MARK: Frame

    private func header() -> String {
        var line = line()
        line.add(view.inventory.name, "1")
        let speed = panel.speed == 1 ? "" : "  \(theme.usesUnicode ? "×" : "x")\(Self.number(panel.speed))"
        let right = "\(TimeText.clock((view.now - .zero).inSeconds))\(speed)\(panel.isPaused ? "  paused" : "")"
        line.add(String(repeating: " ", count: max(2, line.room - DisplayWidth.of(right))))
        line.add(right, panel.isPaused ? "1;33" : "")
        return line.text
    }

    private func footer() -> String {
        var line = line()
        if let prompt = panel.prompt {
            // The cursor stays in sight.
            let room = max(1, size.columns - 3)
            let start = max(0, prompt.cursor - room + 1)
            let shown = prompt.characters.dropFirst(start)
            let before = prompt.cursor - start
            line.add("> ", "1;36")
            line.add(String(shown.prefix(before)))
            line.add(
                String(shown.dropFirst(before).prefix(1)).isEmpty ? " " : String(shown.dropFirst(before).prefix(1)), "7"
            )
            line.add(String(shown.dropFirst(before + 1)))
            return line.text
        }
        var words = ["? help"]
        if !panel.keys.controlOfKey.isEmpty { words.append("[key] press  capital hold") }
        if !panel.choices.isEmpty { words.append(theme.usesUnicode ? "↑↓←→ set" : "arrows set") }
        words += ["space \(panel.isPaused ? "go on  . step" : "pause")", "/ command"]
        if panel.canQuit { words.append("q quit") }
        line.add(words.joined(separator: "  "), "2")
        return line.text
    }

    private func help() -> [String] {
        [
            "",
            "a letter in brackets   presses that button for a tenth of a second; a capital holds it down or lets go",
            "up, down, tab          choose what can be set",
            "left, right            set it; page up and down in larger steps",
            "enter                  switch it over, or type a value",
            "space                  stop the board's time, and let it go on; . goes to the next thing that happens",
            "+ -                    twice, half as fast", "[ ]                    show less, more time",
            "/                      type a command: a step of a scenario, such as",
            "                         inject stuck-at led1:A value=0 until=2s",
            "                         set btn1.pressed 1",
            "                         wait-until led1:A is high", "                         expect led1:A is high",
            "\(theme.usesUnicode ? "◂" : "<")                      behind a line: a program has it, and which",
            "ctrl-l                 draw everything anew",
            panel.canQuit ? "q, ctrl-c              leave" : "ctrl-c                 stop the run",
        ].map { text in
            var line = line()
            line.add(text)
            return line.text
        }
    }

    // MARK: Body

    private func body(_ room: Int) -> [String] {
        // Each gets the least that makes sense, in this order, then what it can use.
        let notes = notes(size.columns)
        let waves = waveNames().count == 0 ? 0 : waveNames().count + 1
        guard size.columns >= Self.wide else {
            let parts = rows(size.columns)
            let screens = screens(size.columns)
            let shares = Self.shares(
                room, wanted: [parts.count, screens.count, waves, max(1, notes.count)], least: [5, 3, 3, 1])
            return visible(parts, shares[0]) + Self.cut(screens, shares[1]) + self.waves(size.columns, shares[2])
                + notes.suffix(shares[3])
        }
        let left = min(66, size.columns / 2)
        let parts = rows(left)
        let screens = screens(left)
        let high = max(parts.count + screens.count, waves)
        let halves = Self.shares(room, wanted: [high, notes.count], least: [room * 2 / 3, 3])
        let shares = Self.shares(halves[0], wanted: [parts.count, screens.count], least: [halves[0] / 2, 3])
        let leftLines = visible(parts, shares[0]) + Self.cut(screens, shares[1])
        let rightLines = self.waves(size.columns - left - 2, min(waves, halves[0]))
        let beside = (0..<max(leftLines.count, rightLines.count)).map { row in
            let text = row < leftLines.count ? leftLines[row] : ""
            guard row < rightLines.count else { return text }
            return text + String(repeating: " ", count: max(0, left - Self.width(text)) + 2) + rightLines[row]
        }
        return beside + notes.suffix(halves[1])
    }

    /// Deals rows out: to each the least first, then what is wanted, as long as there are any.
    static func shares(_ room: Int, wanted: [Int], least: [Int]) -> [Int] {
        var rest = room
        var shares = zip(wanted, least).map { wanted, least in
            let share = min(wanted, least, rest)
            rest -= share
            return share
        }
        for place in shares.indices {
            let more = min(rest, wanted[place] - shares[place])
            shares[place] += more
            rest -= more
        }
        return shares
    }

    private func rows(_ width: Int) -> [BoardRows.Row] { BoardRows(view, panel, theme, width: width).rows }

    /// The rows that there is room for, the chosen one among them.
    private func visible(_ rows: [BoardRows.Row], _ room: Int) -> [String] {
        guard rows.count > room, room > 1 else { return rows.prefix(room).map(\.line.text) }
        let chosen = panel.chosen.flatMap { control in rows.firstIndex { $0.controls.contains(control) } } ?? 0
        let first = min(max(0, chosen - (room - 1) / 2), rows.count - (room - 1))
        var more = line()
        let hidden = rows.count - (room - 1)
        more.add(
            "     \(theme.usesUnicode ? "…" : "...") \(hidden) more row\(hidden == 1 ? "" : "s")\(isLast ? "" : " (up, down)")",
            "2")
        return rows[first..<(first + room - 1)].map(\.line.text) + [more.text]
    }

    private static func cut(_ lines: [String], _ room: Int) -> [String] { Array(lines.prefix(room)) }

    // MARK: Displays

    private func screens(_ width: Int) -> [String] {
        var lines: [String] = []
        for (number, value) in view.outputs.enumerated() {
            let shown: [String]
            switch value {
            case .picture(let picture): shown = PictureText.lines(picture, usesUnicode: theme.usesUnicode)
            case .text(let text) where text.contains("\n"):
                shown = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            default: continue
            }
            guard shown.contains(where: { $0.contains { $0 != " " } }) else { continue }
            for (place, text) in shown.enumerated() {
                var line = line(width)
                line.add(place == 0 ? view.inventory.outputs[number].partID : "", column: 10, "1")
                line.add(theme.usesUnicode ? "▏" : "|", "2")
                line.add(text, "36")
                lines.append(line.text)
            }
        }
        return lines
    }

    // MARK: Waveforms

    /// The lines that are looked at: first those in use, then those that changed.
    private func waveNames() -> [String] {
        let wired = view.inventory.wiredLines
        let used = wired.filter { view.holders[$0] != nil }
        return (used + wired.filter { view.holders[$0] == nil }).compactMap { view.signal(ofLine: $0) }
    }

    private func waves(_ width: Int, _ room: Int) -> [String] {
        guard room > 1, width >= 40 else { return [] }
        let names = Array(waveNames().prefix(room - 1))
        let style = WaveformStyle(width: width, isColored: theme.usesColor, isASCII: !theme.usesUnicode)
        let span = max(Int64(1000), panel.span.clampedNanoseconds)
        // The picture moves by whole columns, so that what doesn't change is not written anew.
        let column = max(1, span / Int64(max(1, width - 12)))
        let end = (view.now.nanoseconds / column + 1) * column
        let window = Timestamp(nanoseconds: max(0, end - span))...Timestamp(nanoseconds: end)
        return view.trace.waveform(of: names, in: window, style: style).split(separator: "\n").map(String.init)
    }

    // MARK: Notes

    /// What happened, a message on as many lines as it takes.
    private func notes(_ width: Int) -> [String] {
        // More than there are rows are never shown.
        view.notes.suffix(size.rows).flatMap { note in
            let time = "\(TimeText.clock((note.time - .zero).inSeconds)) "
            let words = DisplayWidth.wrap(DisplayWidth.oneLine(note.text), to: width - DisplayWidth.of(time))
            return words.enumerated().map { number, text in
                var line = line(width)
                line.add(number == 0 ? time : String(repeating: " ", count: DisplayWidth.of(time)), "2")
                line.add(text, note.isWarning ? "33" : "")
                return line.text
            }
        }
    }

    private static func number(_ number: Double) -> String { TraceText.number(number, digits: 3) }

    /// The columns of a line with colours in it.
    private static func width(_ line: String) -> Int {
        var (width, isEscape) = (0, false)
        for character in line {
            if isEscape {
                isEscape = !character.isLetter
            } else if character == "\u{1B}" {
                isEscape = true
            } else {
                width += DisplayWidth.of(character)
            }
        }
        return width
    }
}
