// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
public import DagrunModel

extension Fault {
    /// The names of all kinds.
    public static let kindNames = [
        "bounce", "glitch", "stuck-at", "open-wire", "short-to", "noise", "drift", "offset", "saturation",
        "nack-address",
        "nack-data", "clock-timeout", "arbitration-lost", "bus-stuck", "corrupt", "brown-out", "reset",
        "chip-unplugged", "busy",
        "permission-denied", "queue-overflow", "late-timestamps",
    ]

    /// Reads a fault from an object, as a scenario or a file has it.
    ///
    /// | member | means |
    /// | --- | --- |
    /// | `fault` | the kind, one of ``kindNames`` |
    /// | `target` | where |
    /// | `from`, `until` | when, as in `100ms`, counted from the board's begin |
    /// | `probability`, `seed` | how often, and the chance's own seed |
    /// | `duration`, `count` | of `bounce`: within what time [1ms], and how many swings at most [5] |
    /// | `width`, `every` | of `glitch`: how long [1us], and the time between two on average [100ms] |
    /// | `value` | of `stuck-at`: 0, 1 or `x` |
    /// | `to` | of `short-to`: the other net |
    /// | `volts` | of `noise` and `offset` |
    /// | `volts-per-hour` | of `drift` |
    /// | `minimum`, `maximum` | of `saturation`, in volts |
    /// | `index` | of `nack-data`: which byte [0] |
    /// | `holder` | of `busy`: who [another program] |
    /// | `depth` | of `queue-overflow`: how many events [1] |
    /// | `by` | of `late-timestamps`: how late at most |
    ///
    /// - Parameter fields: The members by name.
    /// - Throws: ``FaultError`` with all that is wrong.
    public init(fields: [String: JSONValue]) throws(FaultError) {
        var reader = FaultReader(fields)
        let kind = reader.kind()
        self.init(
            kind ?? .openWire, at: reader.text("target") ?? "", from: reader.duration("from", default: .zero) ?? .zero,
            until: reader.duration("until"), probability: reader.number("probability", default: 1, in: 0...1) ?? 1,
            seed: reader.seed())
        if target.isEmpty { reader.complain("‘target’ is missing: where the fault is") }
        if let until, until < from { reader.complain("‘until’ must not be before ‘from’") }
        reader.refuseOthers()
        if !reader.complaints.isEmpty { throw FaultError(reasons: reader.complaints) }
    }

    /// The fault as an object, which ``init(fields:)`` reads.
    public var fields: [String: JSONValue] {
        var fields: [String: JSONValue] = ["fault": .string(kind.name), "target": .string(target)]
        if from != .zero { fields["from"] = Self.text(from) }
        if let until { fields["until"] = Self.text(until) }
        if probability != 1 { fields["probability"] = .double(probability) }
        if let seed { fields["seed"] = Int64(exactly: seed).map { .int($0) } ?? .string(String(seed)) }
        switch kind {
        case .bounce(let duration, let count):
            fields["duration"] = Self.text(duration)
            fields["count"] = .int(Int64(count))
        case .glitch(let width, let every):
            fields["width"] = Self.text(width)
            fields["every"] = Self.text(every)
        case .stuckAt(let logic): fields["value"] = .string("\(logic)")
        case .shortTo(let net): fields["to"] = .string(net)
        case .noise(let volts), .offset(let volts): fields["volts"] = .double(volts)
        case .drift(let volts): fields["volts-per-hour"] = .double(volts)
        case .saturation(let range):
            fields["minimum"] = .double(range.lowerBound)
            fields["maximum"] = .double(range.upperBound)
        case .noAcknowledgeData(let index): fields["index"] = .int(Int64(index))
        case .busy(let holder): fields["holder"] = .string(holder)
        case .queueOverflow(let depth): fields["depth"] = .int(Int64(depth))
        case .lateTimestamps(let duration): fields["by"] = Self.text(duration)
        case .openWire, .noAcknowledgeAddress, .clockTimeout, .arbitrationLost, .busStuck, .corrupt, .brownOut, .reset,
            .chipUnplugged,
            .permissionDenied:
            break
        }
        return fields
    }

    /// A duration in the greatest unit that writes it without a fraction.
    private static func text(_ duration: Duration) -> JSONValue {
        let nanoseconds = duration.clampedNanoseconds
        for (unit, scale) in [("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000)] as [(String, Int64)]
        where nanoseconds % scale == 0 {
            return .string("\(nanoseconds / scale)\(unit)")
        }
        return .string("\(nanoseconds)ns")
    }
}

extension Fault: Codable {
    /// Reads a fault as an object; see ``init(fields:)``.
    ///
    /// - Parameter decoder: Holds the object.
    /// - Throws: `DecodingError` when it is none, ``FaultError`` when its members don't fit.
    public init(from decoder: any Decoder) throws {
        try self.init(fields: try decoder.singleValueContainer().decode([String: JSONValue].self))
    }

    /// Writes the fault as an object.
    ///
    /// - Parameter encoder: Gets the object.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fields)
    }
}

extension Fault: CustomStringConvertible {
    /// The members, as in `stuck-at target=GPIO18 from=2s value=0`.
    public var description: String {
        let members = fields.filter { $0.key != "fault" }.sorted { $0.key < $1.key }.map { name, value in
            switch value {
            case .int(let number): "\(name)=\(number)"
            case .double(let number): "\(name)=\(number)"
            case .string(let text): "\(name)=\(text)"
            case .null, .bool, .array, .object: name
            }
        }
        return ([kind.name] + members).joined(separator: " ")
    }
}
