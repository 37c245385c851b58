// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunLocal

/// Lines and values in the words of libgpiod's tools.
enum GPIOText {
    /// A line as `gpioinfo` of libgpiod 2 shows it.
    static func row(_ line: LineInfo) -> String {
        let offset = String(line.address.offset)
        let name = line.name.map { "\"\($0)\"" } ?? "unnamed"
        let padding = String(repeating: " ", count: max(0, 16 - name.count))
        return "line \(String(repeating: " ", count: max(0, 3 - offset.count)))\(offset):\t\(name)\(padding)\t"
            + attributes(line).map { $0.value.isEmpty ? $0.name : "\($0.name)=\($0.value)" }.joined(separator: " ")
    }

    private static func attributes(_ line: LineInfo) -> [(name: String, value: String)] {
        let config = line.config
        var list: [(String, String)] = [(config.direction == .output ? "output" : "input", "")]
        if config.activeLow { list.append(("active-low", "")) }
        switch config.drive {
        case .pushPull: break
        case .openDrain: list.append(("drive", "open-drain"))
        case .openSource: list.append(("drive", "open-source"))
        }
        switch config.bias {
        case .asIs: break
        case .disabled: list.append(("bias", "disabled"))
        case .pullUp: list.append(("bias", "pull-up"))
        case .pullDown: list.append(("bias", "pull-down"))
        }
        if config.edges != .none { list.append(("edges", config.edges.rawValue)) }
        if config.eventClock != .monotonic { list.append(("event-clock", config.eventClock.rawValue)) }
        if config.debounce > .zero { list.append(("debounce-period", period(config.debounce))) }
        if line.isUsed { list.append(line.consumer.map { ("consumer", "\"\($0)\"") } ?? ("used", "")) }
        return list
    }

    /// A time with the largest unit that leaves no rest.
    static func period(_ duration: Duration) -> String {
        let microseconds = duration / .microseconds(1)
        let count = Int64(microseconds.rounded())
        if count.isMultiple(of: 1_000_000) { return "\(count / 1_000_000)s" }
        return count.isMultiple(of: 1000) ? "\(count / 1000)ms" : "\(count)us"
    }

    /// A line for programs.
    static func json(_ line: LineInfo) -> JSONValue {
        var members: [String: JSONValue] = [
            "offset": .int(Int64(line.address.offset)), "name": line.name.map { .string($0) } ?? .null,
            "used": .bool(line.isUsed), "consumer": line.consumer.map { .string($0) } ?? .null,
        ]
        for (name, value) in attributes(line) where name != "consumer" && name != "used" {
            switch name {
            case "input", "output": members["direction"] = .string(name)
            case "active-low": members["active_low"] = .bool(true)
            default: members[name == "debounce-period" ? "debounce_period" : name] = .string(value)
            }
        }
        return .object(members)
    }

    /// A value as `gpioget` of libgpiod 2 shows it.
    static func value(_ value: Bool) -> String { value ? "active" : "inactive" }

    /// Reads a value as `gpioset` does; nil for anything else.
    static func value(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "1", "active", "on", "true": true
        case "0", "inactive", "off", "false": false
        default: nil
        }
    }
}
