// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel

/// Reads the members of a fault, and keeps what is wrong with them.
struct FaultReader {
    private let fields: [String: JSONValue]
    private var seen: Set<String> = ["fault"]
    private(set) var complaints: [String] = []

    init(_ fields: [String: JSONValue]) { self.fields = fields }

    mutating func complain(_ reason: String) { complaints.append(reason) }

    mutating func kind() -> Fault.Kind? {
        guard let name = text("fault") else {
            complain("‘fault’ is missing: one of \(Fault.kindNames.joined(separator: ", "))")
            return nil
        }
        switch name {
        case "bounce":
            let duration = duration("duration", default: .milliseconds(1))
            return .bounce(duration: duration ?? .zero, count: integer("count", default: 5, in: 1...1000) ?? 1)
        case "glitch":
            let width = duration("width", default: .microseconds(1)) ?? .zero
            let every = duration("every", default: .milliseconds(100)) ?? .zero
            if width <= .zero || every <= .zero { complain("‘width’ and ‘every’ must be more than zero") }
            return .glitch(width: width, every: every)
        case "stuck-at": return .stuckAt(logic())
        case "open-wire": return .openWire
        case "short-to": return .shortTo(required("to", text("to")) ?? "")
        case "noise": return .noise(volts: required("volts", number("volts", in: 0...1000)) ?? 0)
        case "offset": return .offset(volts: required("volts", number("volts", in: -1000...1000)) ?? 0)
        case "drift":
            return .drift(voltsPerHour: required("volts-per-hour", number("volts-per-hour", in: -1e9...1e9)) ?? 0)
        case "saturation":
            let minimum = number("minimum", default: -1000, in: -1000...1000) ?? 0
            let maximum = number("maximum", default: 1000, in: -1000...1000) ?? 0
            if maximum < minimum { complain("‘maximum’ must not be less than ‘minimum’") }
            return .saturation(minimum...max(minimum, maximum))
        case "nack-address": return .noAcknowledgeAddress
        case "nack-data": return .noAcknowledgeData(index: integer("index", default: 0, in: 0...65_535) ?? 0)
        case "clock-timeout": return .clockTimeout
        case "arbitration-lost": return .arbitrationLost
        case "bus-stuck": return .busStuck
        case "corrupt": return .corrupt
        case "brown-out": return .brownOut
        case "reset": return .reset
        case "chip-unplugged": return .chipUnplugged
        case "busy": return .busy(holder: text("holder") ?? "another program")
        case "permission-denied": return .permissionDenied
        case "queue-overflow": return .queueOverflow(depth: integer("depth", default: 1, in: 1...1024) ?? 1)
        case "late-timestamps": return .lateTimestamps(by: required("by", duration("by")) ?? .zero)
        default:
            complain("there is no fault ‘\(name)’; there is \(Fault.kindNames.joined(separator: ", "))")
            // Its members can't be judged.
            seen.formUnion(fields.keys)
            return nil
        }
    }

    private mutating func logic() -> Logic {
        switch text("value") {
        case "0": return .low
        case "1": return .high
        case "x", "X": return .unknown
        default:
            complain("‘value’ must be 0, 1 or x")
            return .unknown
        }
    }

    private mutating func required<Value>(_ name: String, _ value: Value?) -> Value? {
        if value == nil, fields[name] == nil { complain("‘\(name)’ is missing") }
        return value
    }

    mutating func text(_ name: String) -> String? {
        seen.insert(name)
        switch fields[name] {
        case nil, .null: return nil
        case .string(let text): return text
        case .int(let number): return String(number)
        case .double(let number): return String(number)
        case .bool, .array, .object:
            complain("‘\(name)’ must be a text")
            return nil
        }
    }

    mutating func duration(_ name: String, default fallback: Duration? = nil) -> Duration? {
        guard let text = text(name) else { return fallback }
        guard let duration = DurationText.duration(text) else {
            complain("‘\(name)’ must be \(DurationText.help), not ‘\(text)’")
            return nil
        }
        return duration
    }

    mutating func number(_ name: String, default fallback: Double? = nil, in range: ClosedRange<Double>) -> Double? {
        guard let text = text(name) else { return fallback }
        guard let number = Double(text), range.contains(number) else {
            complain("‘\(name)’ must be a number from \(range.lowerBound) to \(range.upperBound), not ‘\(text)’")
            return nil
        }
        return number
    }

    mutating func integer(_ name: String, default fallback: Int? = nil, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(name) else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            complain("‘\(name)’ must be a whole number from \(range.lowerBound) to \(range.upperBound), not ‘\(text)’")
            return nil
        }
        return number
    }

    mutating func seed() -> UInt64? {
        guard let text = text("seed") else { return nil }
        guard let seed = UInt64(text) else {
            complain("‘seed’ must be a whole number of at most 64 bits, not ‘\(text)’")
            return nil
        }
        return seed
    }

    mutating func refuseOthers() {
        for name in fields.keys.sorted() where !seen.contains(name) {
            complain("‘\(name)’ means nothing here")
        }
    }
}
