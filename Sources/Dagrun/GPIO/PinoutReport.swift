// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunLocal

/// A drawing of a board's headers, as gpiozero's `pinout` draws them: two columns of pins, with their names outside.
struct PinoutReport {
    private let board: BoardDescription
    private let users: [String: String]

    /// Makes the drawing.
    ///
    /// - Parameters:
    ///   - board: The board.
    ///   - users: Who uses lines, by the lines' names.
    init(_ board: BoardDescription, users: [String: String]) {
        self.board = board
        self.users = users
    }

    /// For people.
    func lines(isColoured: Bool) -> [String] {
        var lines = ["\(board.name) (\(board.id))"]
        for header in board.headers {
            lines += ["", "\(header.name):"]
            let isDouble = header.columns == 2
            let rows = stride(from: 0, to: header.pins.count, by: isDouble ? 2 : 1)
            let width = rows.map { text(header.pins[$0]).count }.max() ?? 0
            let digits = "\(header.pins.count)".count
            for row in rows {
                let left = text(header.pins[row])
                let padding = String(repeating: " ", count: width - left.count)
                var line = padding + coloured(left, header.pins[row], isColoured) + " (\(number(row + 1, digits)))"
                if isDouble, row + 1 < header.pins.count {
                    line +=
                        " (\(number(row + 2, digits))) "
                        + coloured(text(header.pins[row + 1]), header.pins[row + 1], isColoured)
                }
                lines.append(line)
            }
        }
        return lines
    }

    /// For programs.
    var json: JSONValue {
        [
            "board": .string(board.name), "board_id": .string(board.id),
            "headers": .array(
                board.headers.map { header in
                    [
                        "name": .string(header.name),
                        "pins": .array(header.pins.enumerated().map { json($1, $0 + 1) }),
                    ]
                }),
        ]
    }

    private func json(_ pin: HeaderPin, _ number: Int) -> JSONValue {
        var members: [String: JSONValue] = ["number": .int(Int64(number)), "name": .string("\(pin)")]
        if case .line(let name) = pin, let line = board.line(named: name) {
            members["gpio"] = line.gpio.map { .int(Int64($0)) } ?? .null
            members["functions"] = .array(line.functions.map { .string("\($0)") })
            members["aliases"] = .array(line.aliases.map { .string($0) })
            members["reserved"] = line.reserved.map { .string($0) } ?? .null
            members["used_by"] = users[name].map { .string($0) } ?? .null
        }
        return .object(members)
    }

    private func text(_ pin: HeaderPin) -> String {
        guard case .line(let name) = pin, let line = board.line(named: name) else { return "\(pin)" }
        var text = ([name] + line.functions.map { "\($0)" }).joined(separator: " ")
        if let user = users[name] { text += " [\(user)]" }
        return text
    }

    private func number(_ number: Int, _ digits: Int) -> String {
        String(repeating: " ", count: digits - "\(number)".count) + "\(number)"
    }

    private func coloured(_ text: String, _ pin: HeaderPin, _ isColoured: Bool) -> String {
        guard isColoured else { return text }
        let code =
            switch pin {
            case .supply: 31
            case .ground: 90
            case .line(let name): users[name] == nil ? 32 : 33
            case .signal, .unconnected: 0
            }
        return code == 0 ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
