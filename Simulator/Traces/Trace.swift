// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// What signals did over time.
///
/// A trace keeps the last so many changes. Of what it let go of it remembers how many there were, and what every signal was
/// when the part that is left begins; so a look at any instant within it is exact.
///
/// ```swift
/// var trace = Trace(capacity: 100_000)
/// let led = trace.add(TraceSignal("led1:A"), .logic(.low))
/// trace.record(.logic(.high), of: led, at: Timestamp(nanoseconds: 12_000))
/// print(trace.waveform())
/// ```
public struct Trace: Sendable {
    /// The signals, in the order in which they were added.
    public private(set) var signals: [TraceSignal] = []
    /// How many changes are kept.
    public let capacity: Int
    /// The instant at which what is kept begins.
    public private(set) var start: Timestamp
    /// The instant up to which the signals are known.
    public private(set) var end: Timestamp
    /// How many changes were let go of.
    public private(set) var droppedChanges = 0

    private var places: [String: Int] = [:]
    // Names that signals are found by, and that are no part of what is told of them.
    private var furtherPlaces: [String: Int] = [:]
    private var store = TraceStore()
    // What each signal was at `start`, and is at `end`.
    private var first: [UInt64] = []
    private var last: [UInt64] = []
    private var texts = TraceTexts()

    /// Makes a trace without signals.
    ///
    /// - Parameters:
    ///   - capacity: How many changes are kept, at least one; each takes 24 bytes.
    ///   - start: The instant at which it begins.
    public init(capacity: Int = 1_000_000, start: Timestamp = .zero) {
        self.capacity = max(capacity, 1)
        self.start = start
        end = start
    }

    // MARK: Writing

    /// Adds a signal.
    ///
    /// - Parameters:
    ///   - signal: The signal. A name that another signal has already stays that one's.
    ///   - value: What it is, and is taken to have been since the trace began.
    /// - Returns: Its place among the signals.
    @discardableResult
    public mutating func add(_ signal: TraceSignal, _ value: TraceValue) -> Int {
        let place = signals.count
        signals.append(signal)
        for name in [signal.name] + signal.aliases where places[name] == nil { places[name] = place }
        let bits = bits(of: value, for: signal.kind)
        first.append(bits)
        last.append(bits)
        return place
    }

    /// Lets a signal be found by one more name, which is not written into files; a name that another signal has stays that one's.
    mutating func name(_ signal: Int, _ name: String) {
        if places[name] == nil { furtherPlaces[name] = signal }
    }

    /// Notes what a signal is.
    ///
    /// - Parameters:
    ///   - value: The value; nothing is noted when it is what it was. A value of another kind than the signal's counts as
    ///     unknown: X, not a number, an empty text.
    ///   - signal: The signal's place.
    ///   - time: When; an instant before the trace's ``end`` is taken for that.
    public mutating func record(_ value: TraceValue, of signal: Int, at time: Timestamp) {
        record(bits: bits(of: value, for: signals[signal].kind), of: signal, at: time)
    }

    /// Notes the level of a net; as ``record(_:of:at:)`` for those who have many.
    @inline(__always)
    package mutating func record(level: Logic, of signal: Int, at time: Timestamp) {
        record(bits: UInt64(level.rawValue), of: signal, at: time)
    }

    /// Sets the instant at which the trace begins; only before the first change.
    mutating func begin(at time: Timestamp) {
        start = time
        end = max(end, time)
    }

    /// Sets what a signal begins with; only before its first change.
    mutating func begin(_ signal: Int, with value: TraceValue) {
        first[signal] = bits(of: value, for: signals[signal].kind)
        last[signal] = first[signal]
    }

    /// Says up to when the signals are known.
    ///
    /// - Parameter time: The instant; nothing happens when it is past.
    public mutating func extend(to time: Timestamp) { end = max(end, time) }

    private mutating func record(bits: UInt64, of signal: Int, at time: Timestamp) {
        end = max(end, time)
        guard last[signal] != bits else { return }
        last[signal] = bits
        if let old = store.append(.init(time: end.nanoseconds, bits: bits, signal: Int32(signal)), capacity: capacity) {
            first[Int(old.signal)] = old.bits
            start = Timestamp(nanoseconds: old.time)
            droppedChanges += 1
        }
    }

    private mutating func bits(of value: TraceValue, for kind: TraceSignal.Kind) -> UInt64 {
        switch (kind, value) {
        case (.logic, .logic(let level)): return UInt64(level.rawValue)
        case (.logic, _): return UInt64(Logic.unknown.rawValue)
        case (.real, .real(let number)): return number.bitPattern
        case (.real, .logic(.low)): return 0.0.bitPattern
        case (.real, .logic(.high)): return 1.0.bitPattern
        case (.real, _): return Double.nan.bitPattern
        case (.text, .text(let text)):
            if texts.count > 1024, texts.count > 2 * store.count { forgetTexts() }
            return texts.number(of: text)
        case (.text, _): return texts.number(of: "")
        }
    }

    /// Lets go of texts that no change speaks of any longer.
    private mutating func forgetTexts() {
        let isText = signals.map { $0.kind == .text }
        var kept = TraceTexts()
        for place in signals.indices where isText[place] {
            first[place] = kept.number(of: texts[first[place]])
            last[place] = kept.number(of: texts[last[place]])
        }
        store.forEach { change in
            if isText[Int(change.signal)] { change.bits = kept.number(of: texts[change.bits]) }
        }
        texts = kept
    }

    // MARK: Reading

    /// How many changes are kept.
    public var count: Int { store.count }

    /// The place of a signal; nil when there is none of that name.
    ///
    /// - Parameter name: Its name, or one of its further ones.
    /// - Returns: The place among ``signals``.
    public func place(of name: String) -> Int? { places[name] ?? furtherPlaces[name] }

    /// All names of signals, sorted.
    public var names: [String] { places.keys.sorted() }

    /// A change.
    ///
    /// - Parameter index: Its place in time, from 0 to one less than ``count``.
    public subscript(index: Int) -> TraceChange {
        let change = store[index]
        let signal = Int(change.signal)
        return TraceChange(
            time: Timestamp(nanoseconds: change.time), signal: signal, value: value(change.bits, of: signal))
    }

    /// What a signal was when the trace begins.
    ///
    /// - Parameter signal: The signal's place.
    /// - Returns: The value.
    public func firstValue(of signal: Int) -> TraceValue { value(first[signal], of: signal) }

    /// What a signal is at the end.
    ///
    /// - Parameter signal: The signal's place.
    /// - Returns: The value.
    public func lastValue(of signal: Int) -> TraceValue { value(last[signal], of: signal) }

    /// What a signal was at an instant: after all that happened at it.
    ///
    /// - Parameters:
    ///   - signal: The signal's place.
    ///   - time: The instant; before the trace's begin and after its end the signal is as it is there.
    /// - Returns: The value.
    public func value(of signal: Int, at time: Timestamp) -> TraceValue {
        var index = store.firstIndex(after: time.nanoseconds)
        while index > 0 {
            index -= 1
            if Int(store[index].signal) == signal { return value(store[index].bits, of: signal) }
        }
        return firstValue(of: signal)
    }

    /// The changes of a signal, in time.
    ///
    /// - Parameter signal: The signal's place.
    /// - Returns: The changes.
    public func changes(of signal: Int) -> [TraceChange] {
        (0..<count).lazy.filter { Int(store[$0].signal) == signal }.map { self[$0] }
    }

    /// The place of the first change after an instant.
    package func firstIndex(after time: Timestamp) -> Int { store.firstIndex(after: time.nanoseconds) }

    func change(at index: Int) -> TraceStore.Change { store[index] }

    func firstBits(of signal: Int) -> UInt64 { first[signal] }

    func value(_ bits: UInt64, of signal: Int) -> TraceValue {
        switch signals[signal].kind {
        case .logic: .logic(Logic(rawValue: UInt8(truncatingIfNeeded: bits)) ?? .unknown)
        case .real: .real(Double(bitPattern: bits))
        case .text: .text(texts[bits])
        }
    }
}

extension Trace: Equatable {
    /// Whether two traces tell the same: of the same signals the same changes.
    ///
    /// - Parameters:
    ///   - left: One trace.
    ///   - right: Another one.
    /// - Returns: True when they do.
    public static func == (left: Trace, right: Trace) -> Bool {
        left.signals == right.signals && left.count == right.count && left.start == right.start
            && left.end == right.end
            && left.signals.indices.allSatisfy { left.firstValue(of: $0) == right.firstValue(of: $0) }
            && (0..<left.count).allSatisfy { left[$0] == right[$0] }
    }
}
