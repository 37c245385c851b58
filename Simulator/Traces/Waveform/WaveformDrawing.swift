// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// Draws signals over time as text, one line each.
///
/// ```text
///             │12 ms         │14 ms         │16 ms
/// btn1:1.l    ▔▔▔▔▔▔╲▁▁╱▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// led1:A      ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
///                                         ▲ 15.8 ms: led1:A should have been high by now
/// ```
struct WaveformDrawing {
    private let start: Int64
    private let span: Double
    private let style: WaveformStyle
    private let glyphs: WaveformGlyphs
    private let labelWidth: Int
    private let columns: Int
    private var lines: [String] = []

    /// Draws rows.
    ///
    /// - Parameters:
    ///   - rows: The signals, from above.
    ///   - window: The time from the first to the last column.
    ///   - marks: What is pointed at below.
    ///   - style: How it is drawn.
    init(_ rows: [WaveformRow], window: ClosedRange<Timestamp>, marks: [WaveformMark], style: WaveformStyle) {
        self.style = style
        glyphs = style.isASCII ? .ascii : .unicode
        start = window.lowerBound.nanoseconds
        let labels = rows.map { Self.printable($0.label) }
        labelWidth = min(max((labels.map(\.count).max() ?? 0) + 2, 8), style.width / 3)
        columns = style.width - labelWidth
        // A picture has at least a nanosecond for each column.
        span = max(Double(window.upperBound.nanoseconds) - Double(start), Double(columns))
        lines.append(String(repeating: " ", count: labelWidth) + axis())
        for (row, label) in zip(rows, labels) {
            let name = label.count > labelWidth - 1 ? String(label.prefix(labelWidth - 2)) + "~" : label
            let padding = String(repeating: " ", count: labelWidth - name.count)
            switch row.kind {
            case .logic: lines.append(name + padding + levels(row))
            case .real(let unit): lines.append(name + padding + numbers(row, unit: unit ?? ""))
            case .text: lines.append(name + padding + texts(row))
            }
        }
        for mark in marks { lines.append(pointer(mark)) }
    }

    /// The lines, each with a line break.
    var text: String {
        let text = lines.map { line in
            let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
            return line[..<end] + "\n"
        }.joined()
        return style.isASCII ? text.replacing("µ", with: "u").replacing("…", with: "..") : text
    }

    // MARK: Time

    /// The column of an instant; nil where it is outside of the picture.
    private func column(of time: Int64) -> Int? {
        let place = (Double(time) - Double(start)) / span * Double(columns)
        guard place >= 0, place <= Double(columns) else { return nil }
        return min(Int(place), columns - 1)
    }

    private func axis() -> String {
        var line = Array(repeating: Character(" "), count: columns)
        var step = Self.niceStep(atLeast: span * 12 / Double(columns))
        var labels = ticks(step)
        // Labels must not touch.
        while labels.count > 1,
            zip(labels, labels.dropFirst()).contains(where: { $0.column + $0.text.count + 2 > $1.column })
        {
            step = Self.niceStep(atLeast: step * 1.5)
            labels = ticks(step)
        }
        for label in labels {
            line[label.column] = glyphs.tick
            for (offset, character) in label.text.enumerated() where label.column + 1 + offset < columns {
                line[label.column + 1 + offset] = character
            }
        }
        return String(line)
    }

    private func ticks(_ step: Double) -> [(column: Int, text: String)] {
        var ticks: [(column: Int, text: String)] = []
        let end = Double(start) + span
        let unit = TraceText.unit(for: Int64(min(end, 9e18)))
        var number = (Double(start) / step).rounded(.up)
        while number * step <= end, ticks.count < columns {
            let time = number * step
            number += 1
            guard time.magnitude < 9e18, let column = column(of: Int64(time)) else { continue }
            let text = TraceText.time(Int64(time), in: unit)
            if column + text.count < columns { ticks.append((column, text)) }
        }
        return ticks
    }

    /// The least of 1, 2 and 5 times a power of ten that is enough.
    private static func niceStep(atLeast minimum: Double) -> Double {
        var step = 1.0
        while step < minimum {
            for factor in [2.0, 5.0, 10.0] where step * factor >= minimum { return step * factor }
            step *= 10
        }
        return step
    }

    // MARK: Rows

    private func levels(_ row: WaveformRow) -> String {
        var value = row.first
        var index = 0
        // One escape sequence for glyphs of one colour: lines go over slow wires, too.
        var line = ""
        var run = ""
        var color = ""
        for column in 0..<columns {
            let before = value
            var count = 0
            while index < row.changes.count, self.column(of: row.changes[index].time).map({ $0 <= column }) ?? true {
                value = row.changes[index].value
                index += 1
                count += 1
            }
            let glyph =
                switch count {
                case 0: glyphs.level(value)
                case 1: glyphs.edge(from: before, to: value)
                default: glyphs.dense
                }
            let next = Self.color(value)
            if next != color, !run.isEmpty {
                line += paint(run, color)
                run = ""
            }
            color = next
            run.append(glyph)
        }
        return line + (run.isEmpty ? "" : paint(run, color))
    }

    private func numbers(_ row: WaveformRow, unit: String) -> String {
        let values = ([row.first] + row.changes.map(\.value)).compactMap(Self.number)
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        let range =
            low < high
            ? "\(TraceText.number(low))…\(TraceText.number(high))" : values.isEmpty ? "" : TraceText.number(low)
        let suffix = " \(range)\(unit.isEmpty ? "" : " ")\(unit)"
        var value = row.first
        var index = 0
        var line = ""
        for column in 0..<max(columns - suffix.count, 1) {
            while index < row.changes.count, self.column(of: row.changes[index].time).map({ $0 <= column }) ?? true {
                value = row.changes[index].value
                index += 1
            }
            guard let number = Self.number(value) else {
                line.append(glyphs.unknown)
                continue
            }
            let share = low < high ? (number - low) / (high - low) : 0.5
            line.append(glyphs.steps[min(Int(share * Double(glyphs.steps.count)), glyphs.steps.count - 1)])
        }
        return line + suffix
    }

    private static func number(_ value: TraceValue) -> Double? {
        if case .real(let number) = value, number.isFinite { number } else { nil }
    }

    private func texts(_ row: WaveformRow) -> String {
        var line = Array(repeating: Character(" "), count: columns)
        let starts =
            [(0, row.first)] + row.changes.compactMap { change in column(of: change.time).map { ($0, change.value) } }
        for (number, (column, value)) in starts.enumerated() {
            let end = number + 1 < starts.count ? starts[number + 1].0 : columns
            guard column < end else { continue }
            if number > 0 { line[column] = glyphs.change }
            let text = if case .text(let text) = value { Self.printable(text) } else { value.description }
            for (offset, character) in text.enumerated() {
                let place = column + (number > 0 ? 1 : 0) + offset
                guard place < end else { break }
                line[place] = character
            }
        }
        return String(line)
    }

    private func pointer(_ mark: WaveformMark) -> String {
        let column = column(of: mark.time.nanoseconds) ?? (mark.time.nanoseconds < start ? 0 : columns - 1)
        let place = labelWidth + column
        let text = mark.text.isEmpty ? TraceText.instant(mark.time) : "\(TraceText.instant(mark.time)): \(mark.text)"
        let pointer = paint(String(glyphs.pointer), "31;1")
        if place + 2 + text.count <= style.width || place < text.count + 1 {
            return String(repeating: " ", count: place) + pointer + " " + text
        }
        return String(repeating: " ", count: place - text.count - 1) + text + " " + pointer
    }

    // MARK: Characters

    private static func color(_ value: TraceValue) -> String {
        switch value {
        case .logic(.high): "32"
        case .logic(.low): "2"
        case .logic(.unknown): "31"
        case .logic(.floating): "33"
        default: "0"
        }
    }

    private func paint(_ text: String, _ color: String) -> String {
        style.isColored ? "\u{1B}[\(color)m\(text)\u{1B}[0m" : text
    }

    private static func printable(_ text: String) -> String {
        String(
            text.map { $0.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) } ? " " : $0 })
    }
}
