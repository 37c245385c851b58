// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A part that drives nets as a trace says they were.
///
/// It takes the place of what made the trace: of a button that somebody pressed, of a sensor on a real board.
///
/// ```swift
/// let recording = try TracePlayer.Recording(Trace(vcd: bytes), ["GPIO17"])
/// let board = try VirtualBoard("again", clock: time) {
///     RaspberryPiPart("pi")
///     TracePlayer("player", recording).wired("GPIO17", to: "pi:GPIO17")
/// }
/// ```
///
/// The trace's begin is the board's begin. X is played as Z: what is not known is not driven. After the last change all stays as it is.
public final class TracePlayer: Part {
    /// No diagram has this type: it can't say which trace.
    public static let type = "dagrun-trace-player"

    /// What is played.
    public struct Recording: Sendable {
        let trace: Trace
        let names: [String]
        let places: [Int]

        /// Chooses what is played.
        ///
        /// - Parameters:
        ///   - trace: The trace.
        ///   - names: The signals that are played, levels all of them.
        /// - Throws: ``SignalRuleError`` when the trace has no such signal, or one that is no level.
        public init(_ trace: Trace, _ names: [String]) throws(SignalRuleError) {
            self.trace = trace
            self.names = names
            var places: [Int] = []
            for name in names { places.append(try trace.place(Probe(name), is: .logic)) }
            self.places = places
        }
    }

    /// The part's name on its board.
    public let id: String
    /// A pin for each signal, with its name.
    public let pins: [PartPin]
    private let trace: Trace
    private let places: [Int]
    // The pin of each signal, by its place in the trace; -1 where it is not played.
    private var pinOf: [Int]
    private var next = 0

    /// Makes a player.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - recording: What is played.
    public init(_ id: String, _ recording: Recording) {
        self.id = id
        trace = recording.trace
        places = recording.places
        pins = recording.names.map { PartPin($0, .output, watch: PartPin.Watch.none) }
        pinOf = Array(repeating: -1, count: trace.signals.count)
        for (pin, place) in places.enumerated() { pinOf[place] = pin }
    }

    /// Is always refused: a diagram can't say which trace.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        throw PartError("a trace player is made in Swift, where it is given its trace")
    }

    /// Drives what the trace begins with.
    public func start(_ context: borrowing PartContext) {
        next = 0
        for (pin, place) in places.enumerated() { drive(pin, trace.firstValue(of: place), context) }
        setTimer(from: trace.start, context)
    }

    /// Drives what changes now.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        let now = trace[next].time
        while next < trace.count, trace[next].time == now {
            let change = trace[next]
            if pinOf[change.signal] >= 0 { drive(pinOf[change.signal], change.value, context) }
            next += 1
        }
        setTimer(from: now, context)
    }

    private func setTimer(from time: Timestamp, _ context: borrowing PartContext) {
        while next < trace.count, pinOf[trace[next].signal] < 0 { next += 1 }
        if next < trace.count { context.set(0, after: trace[next].time - time) }
    }

    private func drive(_ pin: Int, _ value: TraceValue, _ context: borrowing PartContext) {
        guard case .logic(let level) = value else { return }
        context.drive(pin, level == .unknown ? .floating : level)
    }
}
