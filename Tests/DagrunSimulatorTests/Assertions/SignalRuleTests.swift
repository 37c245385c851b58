// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

@Suite struct SignalRuleTests {
    /// A case: what is expected of waves in which each character is a millisecond, and words of the verdict.
    struct Case: Sendable, CustomTestStringConvertible {
        var rule: SignalRule
        var a: String
        var b: String = ""
        /// Words of a violation or of what can't be said; empty: it held.
        var words = ""
        /// The millisecond at which it was violated; nil: it was not.
        var at: Int64?

        var testDescription: String { "\(rule): \(a) \(b)" }
    }

    /// The signals a and b, and a number n that is ten times the place of the character.
    private func trace(_ a: String, _ b: String) -> Trace {
        var trace = Trace()
        let waves = [a, b].map(Array.init)
        for (name, wave) in zip(["a", "b"], waves) { trace.add(TraceSignal(name), level(wave.first ?? "z")) }
        let number = trace.add(TraceSignal("n", .real(unit: "°C")), .real(0))
        let count = waves.map(\.count).max() ?? 0
        for step in 0..<count {
            let time = Timestamp(nanoseconds: Int64(step) * 1_000_000)
            for (signal, wave) in waves.enumerated() where step < wave.count {
                // A glitch: up and down, or down and up, within one instant.
                if wave[step] == "g", let before = trace.lastValue(of: signal).flipped {
                    let value = trace.lastValue(of: signal)
                    trace.record(before, of: signal, at: time)
                    trace.record(value, of: signal, at: time)
                } else {
                    trace.record(level(wave[step]), of: signal, at: time)
                }
            }
            trace.record(.real(Double(step) * 10), of: number, at: time)
        }
        trace.extend(to: Timestamp(nanoseconds: Int64(count) * 1_000_000))
        return trace
    }

    private func level(_ character: Character) -> TraceValue {
        switch character {
        case "0": .logic(.low)
        case "1": .logic(.high)
        case "x": .logic(.unknown)
        default: .logic(.floating)
        }
    }

    private static let a: Probe = "a"
    private static let b: Probe = "b"
    private static let n: Probe = "n"
    private static let follows = SignalRule.within(.milliseconds(2), after: a.isHigh) { b.isHigh }
    private static let stays = SignalRule.stays(for: .milliseconds(3), after: a.isHigh) { b.isHigh }
    private static let pulses = SignalRule.pulses(of: a.isHigh, width: .milliseconds(2)...(.milliseconds(3)), count: 2)
    private static let wave = SignalRule.wave(of: a.isHigh, period: .milliseconds(4), duty: 0.25, tolerance: 0)
    private static let once = SignalRule.sequence(of: a, [.low, .high, .low])
    private static let steady = SignalRule.glitchFree(a, shortest: .milliseconds(2))

    private static let cases: [Case] = [
        Case(rule: .never { a.isHigh && b.isHigh }, a: "0110", b: "1001"),
        Case(
            rule: .never { a.isHigh && b.isHigh }, a: "0110", b: "1011", words: "a is high and b is high", at: 2),
        // For no time at all: b goes away at the instant at which a comes.
        Case(rule: .never { a.isHigh && b.isHigh }, a: "0011", b: "1100"),
        Case(rule: .never { a.isHigh }, a: "1", words: "a is high", at: 0),
        Case(rule: .never { a.isUnknown || a.isFloating }, a: "01x", words: "a is X", at: 2),
        Case(rule: .never { !(n < 40) }, a: "0000"),
        Case(rule: .never { !(n < 40) }, a: "00000", words: "not (n < 40)", at: 4),
        Case(rule: .always { n.isWithin(0...20) }, a: "0000", words: "n ≥ 0 and n ≤ 20", at: 3),
        Case(rule: .never(longerThan: .milliseconds(2)) { a.isHigh }, a: "01100110"),
        Case(
            rule: .never(longerThan: .milliseconds(2)) { a.isHigh }, a: "011100", words: "for longer than 2 ms",
            at: 3),
        Case(
            rule: .never(longerThan: .milliseconds(2)) { a.isHigh }, a: "0111", words: "for longer than 2 ms",
            at: 3),

        Case(rule: follows, a: "0100", b: "0001"), Case(rule: follows, a: "0100", b: "0100"),
        Case(rule: follows, a: "010010", b: "001111"), Case(rule: follows, a: "0111", b: "1111"),
        Case(rule: follows, a: "0100", b: "00001", words: "not within 2 ms after a is high", at: 3),
        Case(rule: follows, a: "0100", b: "0000", words: "not within 2 ms", at: 3),
        Case(rule: follows, a: "01001000", b: "01000000", words: "not within 2 ms", at: 6),
        // The second press does not give the lamp more time.
        Case(rule: follows, a: "01010", b: "000001", words: "not within 2 ms", at: 3),
        Case(rule: follows, a: "01", b: "00", words: "not yet 1 ms after a is high"),
        Case(rule: follows, a: "0000", b: "1111", words: "never began"),
        Case(rule: follows, a: "1111", b: "0000", words: "never began"),

        Case(rule: stays, a: "010000", b: "011100"), Case(rule: stays, a: "010000", b: "111111"),
        Case(rule: stays, a: "010000", b: "011000", words: "only for 2 ms", at: 3),
        Case(rule: stays, a: "010000", b: "001111", words: "not at once", at: 1),
        Case(rule: stays, a: "0101000", b: "0111100", words: "only for 2 ms", at: 5),
        Case(rule: stays, a: "01", b: "11", words: "for 1 ms after a is high, when one stopped looking"),
        Case(rule: stays, a: "00000", b: "11111", words: "never began"),

        Case(rule: once, a: "0010"), Case(rule: once, a: "01g10"),
        Case(rule: once, a: "0011", words: "was 0, 1 only; 0 should have come next", at: 4),
        Case(rule: once, a: "00101", words: "became 1 after all of 0, 1, 0", at: 4),
        Case(rule: once, a: "00x10", words: "became x after 0, and should be 1", at: 2),
        Case(rule: once, a: "10", words: "begins as 1, and should be 0", at: 0),

        Case(rule: pulses, a: "0110011100"), Case(rule: pulses, a: "1011001100"),
        Case(rule: pulses, a: "01001100", words: "for 1 ms, not 2 ms to 3 ms", at: 2),
        Case(rule: pulses, a: "0111100", words: "for 4 ms", at: 5),
        Case(rule: pulses, a: "0110", words: "only 1 of 2 times", at: 4),
        Case(rule: pulses, a: "011001100110", words: "more often than 2 times", at: 9),
        Case(rule: pulses, a: "0110011111", words: "for longer than 3 ms", at: 8),
        Case(rule: pulses, a: "011011", words: "not over when one stopped"),
        Case(
            rule: .pulses(of: a.isHigh, width: .milliseconds(2)...(.milliseconds(3))), a: "000",
            words: "never began"),
        Case(rule: .pulses(of: a.isHigh, width: .zero...(.milliseconds(3)), count: 0), a: "000"),

        Case(rule: wave, a: "0010001000100"), Case(rule: wave, a: "1000100010001"),
        Case(rule: wave, a: "0010001000010", words: "again after 5 ms, not after 4 ms", at: 11),
        Case(rule: wave, a: "0010001100100", words: "for 2 ms, not for 1 ms", at: 8),
        Case(rule: wave, a: "00100010", words: "1 whole cycle seen, 2 are asked for"),
        Case(rule: wave, a: "0010000000000", words: "0 whole cycles seen", at: 6),
        Case(
            rule: .wave(of: a.isHigh, period: .milliseconds(4), duty: 0.25, tolerance: 0.25, cycles: 3),
            a: "0010000110001001"),

        Case(rule: steady, a: "001100"), Case(rule: steady, a: "00100", words: "within 1 ms", at: 3),
        Case(rule: steady, a: "001g11", words: "within 1 ms", at: 3),
        Case(rule: .glitchFree(a, shortest: .nanoseconds(1)), a: "0g00", words: "within one instant", at: 1),
        Case(rule: steady, a: "0000", words: "never changed"),
    ]

    @Test("says whether it held, where it did not, and when nobody can say", arguments: cases)
    func judges(test: Case) throws {
        let trace = trace(test.a, test.b)
        let verdict = try trace.verdict(on: test.rule)
        switch verdict {
        case .held: #expect(test.words.isEmpty && test.at == nil)
        case .violated(let violation):
            #expect(test.at.map { Timestamp(nanoseconds: $0 * 1_000_000) } == violation.time, "\(violation)")
            #expect(!test.words.isEmpty && violation.message.contains(test.words), "\(violation)")
        case .undecided(let reason):
            #expect(test.at == nil)
            #expect(!test.words.isEmpty && reason.contains(test.words), "\(reason)")
        }
        #expect((SignalRuleFailure(test.rule, verdict, in: trace) == nil) == (verdict == .held))
    }

    @Test func looksAtAWindow() throws {
        let trace = trace("0110000110", "")
        let never = SignalRule.never { Self.a.isHigh }
        func verdict(_ from: Int64, _ to: Int64) throws -> Verdict {
            try trace.verdict(
                on: never, in: Timestamp(nanoseconds: from * 1_000_000)...Timestamp(nanoseconds: to * 1_000_000))
        }
        #expect(try verdict(3, 6) == .held)
        #expect(try verdict(3, 7) != .held)
        #expect(try verdict(2, 5) != .held)
    }

    @Test(
        "refuses what the trace has not",
        arguments: [
            (SignalRule.never { a.isHigh && "aa" < 3 }, "no signal “aa”; did you mean \"a\"?"),
            (.never { "led1:A" < 3 }, "there are a, b, n"), (.never { a < 3 }, "“a” has levels"),
            (.never { n.isHigh }, "“n” is a number"), (.sequence(of: n, texts: ["x"]), "“n” is a number"),
        ])
    func refuses(rule: SignalRule, words: String) throws {
        let error = try #require(throws: SignalRuleError.self) { try trace("0", "0").verdict(on: rule) }
        #expect(error.description.contains(words), "\(error)")
    }

    @Test func refusesATraceThatForgotItsBegin() throws {
        var trace = Trace(capacity: 2)
        let led = trace.add(TraceSignal("led"), .logic(.low))
        for step in 1...5 {
            trace.record(.logic(step % 2 == 1 ? .high : .low), of: led, at: Timestamp(nanoseconds: Int64(step)))
        }
        let rule = SignalRule.never { Probe("led").isFloating }
        let error = try #require(throws: SignalRuleError.self) { try trace.verdict(on: rule) }
        #expect(error.description.contains("let go of its first 3 changes"))
        #expect(try trace.verdict(on: rule, in: trace.start...trace.end) == .held)
    }

    @Test func drawsTheSignalsAroundAViolation() throws {
        let trace = trace("00100000000", "00000000100")
        let verdict = try trace.verdict(on: Self.follows)
        let failure = try #require(
            SignalRuleFailure(Self.follows, verdict, in: trace, style: WaveformStyle(width: 60, isASCII: true)))
        #expect(
            failure.description == """
                expected within 2 ms after a is high: b is high
                b is high: not within 2 ms after a is high, at 4 ms
                          |2 ms        |4 ms         |6 ms        |8 ms
                a       __/~~~~~~\\__________________________________________
                b       __________________________________________/~~~~~~\\__
                          ^ 2 ms: since
                                       ^ 4 ms: here

                """)
    }

    @Test func namesConditionsInWords() {
        let condition = (Self.a.isHigh || !Self.b.isLow) && !(Self.n >= 1.5) && Probe("t").contains("x")
        #expect(condition.description == "((a is high or b is not low) and not (n ≥ 1.5)) and t has “x” in it")
        #expect(condition.probes == ["a", "b", "n", "t"])
    }
}

extension TraceValue {
    fileprivate var flipped: TraceValue? {
        switch self {
        case .logic(.low): .logic(.high)
        case .logic(.high): .logic(.low)
        default: nil
        }
    }
}
