// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// Writes a value change dump: the format that waveform viewers read.
///
/// It makes bytes and knows no files: who has a file takes ``bytes`` now and then. A change of a level costs no allocation.
///
/// The pins of a net are variables with one identifier code, so a net costs one change whatever it connects. Numbers are `real`
/// variables; ``VCDTexts`` says how texts are written. Instants are rounded down to the timescale's unit.
///
/// Source: IEEE 1364-2005, section 18.2.
public struct VCDWriter: Sendable {
    /// What was written and not taken yet.
    public var bytes: [UInt8] { Array(buffer[..<used]) }
    /// How many bytes were written and not taken yet.
    public private(set) var used = 0

    private let scale: Int64
    private let texts: VCDTexts
    private var codes: [VCDCode] = []
    private var buffer: [UInt8]
    // The instant, in nanoseconds, at which the unit begins whose number was written last.
    private var unitStart: Int64 = .min

    /// Makes a writer and writes the header: signals and what they are to begin with.
    ///
    /// - Parameters:
    ///   - signals: The signals; changes speak of their places.
    ///   - values: What each is to begin with; as many as signals.
    ///   - start: The instant at which the dump begins, not before zero.
    ///   - timescale: How long a unit of time is.
    ///   - texts: How texts are written.
    ///   - comment: A line for those who open the file in an editor.
    public init(
        _ signals: [TraceSignal], _ values: [TraceValue], start: Timestamp = .zero,
        timescale: VCDTimescale = .microsecond, texts: VCDTexts = .string, comment: String = ""
    ) {
        precondition(signals.count == values.count, "each signal needs a value to begin with")
        scale = timescale.nanoseconds
        self.texts = texts
        buffer = Array(repeating: 0, count: 1 << 16)
        codes = signals.indices.map(VCDCode.init)
        write("$version Dagrun $end\n")
        let words = comment.split { $0.isWhitespace }.map { $0 == "$end" ? "end" : $0 }
        if !words.isEmpty { write("$comment \(words.joined(separator: " ")) $end\n") }
        write("$timescale \(timescale.rawValue) $end\n$scope module board $end\n")
        for (signal, code) in zip(signals, codes) { declare(signal, code) }
        write("$upscope $end\n$enddefinitions $end\n")
        move(to: max(start.nanoseconds, 0))
        write("$dumpvars\n")
        for (place, value) in values.enumerated() { change(value, of: place, at: start) }
        write("$end\n")
    }

    /// Writes that a net has another level.
    ///
    /// - Parameters:
    ///   - level: The level.
    ///   - signal: The signal's place.
    ///   - time: When; not before the last change.
    @inline(__always)
    public mutating func change(_ level: Logic, of signal: Int, at time: Timestamp) {
        if time.nanoseconds &- unitStart >= scale { move(to: time.nanoseconds) }
        reserve(8)
        let code = codes[signal]
        let place = used
        var bytes = buffer.mutableSpan
        bytes[place] = level.vcdCharacter
        let end = code.write(to: &bytes, at: place &+ 1)
        bytes[end] = UInt8(ascii: "\n")
        used = end &+ 1
    }

    /// Writes that a signal has another value.
    ///
    /// - Parameters:
    ///   - value: The value, of the signal's kind.
    ///   - signal: The signal's place.
    ///   - time: When; not before the last change.
    public mutating func change(_ value: TraceValue, of signal: Int, at time: Timestamp) {
        switch value {
        case .logic(let level): change(level, of: signal, at: time)
        case .real(let number): change("r\(number)", of: signal, at: time)
        case .text where texts == .none: break
        case .text(let text): change("s\(VCDText.escaped(text))", of: signal, at: time)
        }
    }

    /// Writes up to when the signals are as they are.
    ///
    /// - Parameter end: The instant; nothing is written when it is past.
    public mutating func finish(at end: Timestamp) {
        if end.nanoseconds &- unitStart >= scale { move(to: end.nanoseconds) }
    }

    /// Takes what was written and not taken yet.
    ///
    /// - Returns: The bytes.
    public mutating func take() -> [UInt8] {
        defer { used = 0 }
        return bytes
    }

    private mutating func change(_ text: String, of signal: Int, at time: Timestamp) {
        if time.nanoseconds &- unitStart >= scale { move(to: time.nanoseconds) }
        let code = codes[signal]
        write("\(text) \(code)\n")
    }

    private mutating func declare(_ signal: TraceSignal, _ code: VCDCode) {
        if signal.kind == .text, texts == .none { return }
        let type =
            switch signal.kind {
            case .logic: "wire 1"
            case .real: "real 64"
            case .text: "string 1"
            }
        for name in [signal.name] + signal.aliases { write("$var \(type) \(code) \(VCDText.name(name)) $end\n") }
        if case .real(let unit?) = signal.kind { write("$comment unit \(code) \(VCDText.name(unit)) $end\n") }
    }

    /// Writes the number of the unit that an instant is in.
    private mutating func move(to time: Int64) {
        let number = time / scale
        unitStart = number * scale
        reserve(24)
        let place = used
        var bytes = buffer.mutableSpan
        bytes[place] = UInt8(ascii: "#")
        var length = 1
        var rest = number
        while rest >= 10 {
            rest /= 10
            length += 1
        }
        rest = number
        for index in 0..<length {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            bytes[place + length - index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
        bytes[place + length + 1] = UInt8(ascii: "\n")
        used = place + length + 2
    }

    private mutating func write(_ text: String) {
        reserve(text.utf8.count)
        for byte in text.utf8 {
            buffer[used] = byte
            used += 1
        }
    }

    @inline(__always)
    private mutating func reserve(_ count: Int) {
        if used &+ count > buffer.count { grow(count) }
    }

    private mutating func grow(_ count: Int) {
        buffer.append(contentsOf: repeatElement(0, count: max(buffer.count, count)))
    }
}
