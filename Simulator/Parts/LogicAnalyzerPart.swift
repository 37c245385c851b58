// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A recorder of eight levels.
///
/// A change of a level takes one place of the buffer; when it is full, recording ends, so the first changes stay. A trigger says when to record: from an edge on, or only
/// while a pin has a level.
public final class LogicAnalyzerPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-logic-analyzer"

    /// The part's name on its board.
    public let id: String
    /// `D0` to `D7` and ground.
    public let pins = (0...7).map { PartPin("D\($0)", .input) } + [PartPin("GND", .ground)]
    /// `samples`: how many there are, and `isRecording`.
    public let outputs = [PartOutput("samples", initial: 0), PartOutput("isRecording", initial: true)]
    /// What there is to know besides.
    public let traits: PartTraits

    /// The names of the channels.
    public let channelNames: [String]
    /// What was recorded; ``Trace/vcd(timescale:comment:)`` makes a file of it.
    public private(set) var trace = Trace()

    private enum Trigger { case off, edge, level }

    private let capacity: Int
    private let trigger: Trigger
    private let triggerPin: Int
    private let triggersOnHigh: Bool
    private var isRecording = true
    private var wasTriggered = false

    /// Makes a recorder.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `bufferSize`, how many samples are kept; `channelNames`, separated by commas; `triggerMode`: `off`, `level` or `edge`;
    ///     `triggerLevel`: `high` or `low`; `triggerPin`: `D0` to `D7`.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        capacity = try attributes.integer("bufferSize", default: 1_000_000, in: 1...100_000_000)
        let names = try attributes.text("channelNames").split(separator: ",", omittingEmptySubsequences: false)
        channelNames = (0...7).map { channel in
            let name = channel < names.count ? String(names[channel]).filter { $0 != " " } : ""
            return name.isEmpty ? "D\(channel)" : name
        }
        switch try attributes.choice("triggerMode", of: ["off", "level", "edge"]) {
        case "level": trigger = .level
        case "edge": trigger = .edge
        default: trigger = .off
        }
        triggersOnHigh = try attributes.choice("triggerLevel", of: ["high", "low"]) == "high"
        let pin = try attributes.choice("triggerPin", of: (0...7).reversed().map { "D\($0)" })
        triggerPin = Int(pin.dropFirst()) ?? 7
        var traits = PartTraits(
            "logic analyzer",
            attributes: ["bufferSize", "channelNames", "filename", "triggerMode", "triggerLevel", "triggerPin"])
        traits.optional = Set(0...8)
        self.traits = traits
    }

    /// Begins to record, or to wait for the trigger.
    public func start(_ context: borrowing PartContext) {
        trace = Trace(capacity: capacity, start: context.now)
        for channel in 0...7 { trace.add(TraceSignal(channelNames[channel]), .logic(context.read(channel))) }
        wasTriggered = isTriggered(context)
        isRecording = trigger == .off || (trigger == .level && wasTriggered)
        context.show(0, 0)
        context.show(1, .flag(isRecording))
    }

    /// Records a change.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        guard pin <= 7 else { return }
        let isTriggered = isTriggered(context)
        let wasRecording = isRecording
        switch trigger {
        case .off: break
        case .edge: if isTriggered, !wasTriggered { isRecording = true }
        case .level: isRecording = isTriggered
        }
        wasTriggered = isTriggered
        // The change that ends a recording by level belongs to it.
        guard isRecording || wasRecording, trace.count < capacity else {
            return context.show(1, .flag(isRecording && trace.count < capacity))
        }
        let channels = wasRecording ? pin...pin : 0...7
        for channel in channels where trace.count < capacity {
            trace.record(.logic(context.read(channel)), of: channel, at: context.now)
        }
        context.show(0, .number(Double(trace.count)))
        context.show(1, .flag(isRecording && trace.count < capacity))
    }

    private func isTriggered(_ context: borrowing PartContext) -> Bool {
        context.isHigh(triggerPin) == triggersOnHigh
    }
}
