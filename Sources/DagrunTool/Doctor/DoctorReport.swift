// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// The checks and how to print them.
struct DoctorReport: Encodable {
    /// The rows.
    var checks: [Check]

    /// Whether the tool can do its work.
    var isHealthy: Bool { !checks.contains { $0.state == .fail } }

    /// One row a check, with what to do below it.
    func text(isColoured: Bool) -> String {
        let width = checks.map(\.name.count).max() ?? 0
        var lines: [String] = []
        for check in checks {
            let padding = String(repeating: " ", count: width - check.name.count + 2)
            let state = check.state.rawValue + String(repeating: " ", count: 4 - check.state.rawValue.count)
            lines.append(
                "\(isColoured ? Self.coloured(state, check.state) : state)  \(check.name)\(padding)\(check.found)")
            if let advice = check.advice {
                lines.append(String(repeating: " ", count: width + 8) + "→ " + advice)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The report as JSON, keys in order.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    private static func coloured(_ text: String, _ state: Check.State) -> String {
        let code =
            switch state {
            case .ok: 32
            case .warn: 33
            case .fail: 31
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
