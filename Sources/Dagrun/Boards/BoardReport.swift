// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunLocal
internal import DagrunSimulator

/// What there is to tell of a diagram.
struct BoardReport {
    private let board: DiagramBoard
    private let file: String

    init(_ board: DiagramBoard, file: String) {
        self.board = board
        self.file = file
    }

    /// For people.
    ///
    /// - Parameter width: The columns of the terminal; nil: nothing is cut.
    /// - Returns: The lines.
    func lines(width: Int?) -> [String] {
        let nets = board.wiring.nets.filter { $0.terminals.count > 1 }
        let counts = [
            Self.count(board.diagram.parts.count, "part"), Self.count(board.diagram.connections.count, "wire"),
            Self.count(nets.count, "net"),
        ]
        var lines = ["\(file): \(board.description.name), \(counts.joined(separator: ", "))"]
        func section(_ title: String, _ table: TextTable) {
            lines.append("")
            lines.append(title)
            lines += table.lines(width: width.map { max(20, $0 - 2) }).map { "  \($0)" }
        }
        section("parts", parts)
        if !nets.isEmpty { section("nets", self.nets) }
        if !board.lineNames.isEmpty { section("lines", lineTable) }
        if board.buses.contains(where: { !$0.devices.isEmpty }) { section("buses", buses) }
        lines.append("")
        guard !board.findings.isEmpty else { return lines + ["nothing to find fault with"] }
        lines.append("findings")
        for finding in board.findings {
            let place = finding.place.map { "\(file):\($0.line):\($0.column): " } ?? ""
            lines.append("  \(place)\(finding.severity.rawValue): \(finding.message) [\(finding.rule)]")
            lines.append("    \(finding.advice)")
        }
        return lines
    }

    /// For programs.
    var json: JSONValue {
        [
            "file": .string(file), "board": .string(board.description.name),
            "parts": .array(
                board.wiring.parts.filter { $0.id != "$serialMonitor" }.map { part in
                    [
                        "id": .string(part.id), "type": .string(part.part.type),
                        "title": .string(part.description.title),
                        "is_simulated": .bool(!part.isUnknown),
                    ]
                }),
            "unknown_parts": .array(board.wiring.parts.filter(\.isUnknown).map { .string($0.id) }),
            "nets": .array(
                board.wiring.nets.filter { $0.terminals.count > 1 }.map { net in
                    [
                        "name": .string(net.name), "pins": .array(net.terminals.map { .string(board.wiring.name($0)) }),
                    ]
                }),
            "lines": .array(
                board.lineNames.map { name in
                    let line = line(name)
                    return [
                        "name": .string(name.name), "line": .string(line.name), "offset": .int(Int64(line.offset)),
                        "gpio": line.gpio.map { .int(Int64($0)) } ?? .null,
                        "board": .string(board.wiring.parts[name.board].id), "part": .string(name.part),
                        "direction": name.isInput ? "input" : "output", "active_low": .bool(name.isActiveLow),
                        "needed_bias": name.neededBias.map { .string("\($0)") } ?? .null,
                    ]
                }),
            "buses": .array(
                board.buses.map { bus in
                    [
                        "name": .string(bus.name), "lines": .array(bus.lines.map { .string($0) }),
                        "devices": .array(
                            bus.devices.map { ["part": .string($0.part), "address": .string($0.address)] }),
                    ]
                }),
            "findings": .array(
                board.findings.map { finding in
                    [
                        "rule": .string(finding.rule.id), "severity": .string(finding.severity.rawValue),
                        "subject": .string(finding.subject), "message": .string(finding.message),
                        "advice": .string(finding.advice), "line": finding.place.map { .int(Int64($0.line)) } ?? .null,
                        "column": finding.place.map { .int(Int64($0.column)) } ?? .null,
                    ]
                }),
        ]
    }

    private var parts: TextTable {
        var table = TextTable(["PART", "TYPE", "WHAT"])
        for part in board.wiring.parts where part.id != "$serialMonitor" {
            table.add([part.id, part.part.type, part.isUnknown ? "not simulated" : part.description.title])
        }
        return table
    }

    private var buses: TextTable {
        var table = TextTable(["BUS", "LINES", "DEVICES"])
        for bus in board.buses where !bus.devices.isEmpty {
            table.add([
                bus.name, bus.lines.joined(separator: ", "),
                bus.devices.map { "\($0.part) (\($0.address))" }.joined(separator: ", "),
            ])
        }
        return table
    }

    private var nets: TextTable {
        var table = TextTable(["NET", "PINS"])
        for net in board.wiring.nets where net.terminals.count > 1 {
            table.add([net.name, net.terminals.map(board.wiring.name).joined(separator: " ")])
        }
        return table
    }

    private var lineTable: TextTable {
        var table = TextTable(["LINE", "NAMES", "DIRECTION", "SETTINGS", "BESIDES"])
        var rows: [(key: [Int], names: [LineName])] = []
        for name in board.lineNames {
            let key = [name.board, name.line]
            if let row = rows.firstIndex(where: { $0.key == key }) {
                rows[row].names.append(name)
            } else {
                rows.append((key, [name]))
            }
        }
        for (_, names) in rows.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let line = line(names[0])
            var settings: [String] = []
            if names[0].isActiveLow { settings.append("active low") }
            if let bias = names[0].neededBias { settings.append("bias \(bias)") }
            table.add([
                line.name, names.map(\.name).joined(separator: ", "), names[0].isInput ? "input" : "output",
                settings.joined(separator: ", "), line.onBoard ?? "",
            ])
        }
        return table
    }

    private func line(_ name: LineName) -> SimulatedLine {
        board.wiring.parts[name.board].board?.lines[name.line] ?? SimulatedLine(0, "")
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
