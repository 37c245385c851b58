// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import DagrunTestSupport
import Testing

@Suite struct VCDReaderTests {
    private func read(_ text: String) throws -> Trace { try Trace(vcd: Array(text.utf8)) }

    /// A trace of all kinds of signals with changes at random instants.
    private func randomTrace(seed: UInt64, signals: Int = 200, changes: Int = 500) -> Trace {
        var numbers = SeededGenerator(seed: seed)
        var trace = Trace(start: Timestamp(nanoseconds: .random(in: 0...5, using: &numbers)))
        let kinds: [TraceSignal.Kind] = [.logic, .logic, .real(unit: "°C"), .real(unit: nil), .text]
        for index in 0..<Int.random(in: 1...signals, using: &numbers) {
            let kind = kinds[Int.random(in: 0..<kinds.count, using: &numbers)]
            trace.add(
                TraceSignal("s\(index)", kind, aliases: index % 7 == 0 ? ["alias\(index)"] : []), value(kind, &numbers))
        }
        var time = trace.start.nanoseconds
        for _ in 0..<Int.random(in: 0...changes, using: &numbers) {
            time += [0, 0, 1, 17, 1_000, 123_456_789].randomElement(using: &numbers) ?? 0
            let signal = Int.random(in: 0..<trace.signals.count, using: &numbers)
            trace.record(value(trace.signals[signal].kind, &numbers), of: signal, at: Timestamp(nanoseconds: time))
        }
        return trace
    }

    private func value(_ kind: TraceSignal.Kind, _ numbers: inout SeededGenerator) -> TraceValue {
        switch kind {
        case .logic: .logic(Logic.allCases.randomElement(using: &numbers) ?? .low)
        case .real: .real(Double.random(in: -1e6...1e6, using: &numbers))
        case .text: .text(["", "on", "a b", "\\x41", "ä\n\t😀", "$end", "#12"].randomElement(using: &numbers) ?? "")
        }
    }

    @Test func readsWhatTheWriterWroteWithoutLoss() throws {
        for seed in 0..<100 {
            let trace = randomTrace(seed: UInt64(seed))
            let again = try Trace(vcd: trace.vcd(timescale: .nanosecond))
            #expect(again == trace, "seed \(seed)")
        }
    }

    @Test func roundsToTheTimescale() throws {
        var trace = Trace()
        let led = trace.add(TraceSignal("led"), .logic(.low))
        trace.record(.logic(.high), of: led, at: Timestamp(nanoseconds: 2_999))
        let again = try Trace(vcd: trace.vcd())
        #expect(again.changes(of: led).map(\.time.nanoseconds) == [2_000])
    }

    @Test func readsScopesVectorsAndOtherTimescales() throws {
        let trace = try read(
            """
            $date today $end $version other $end $timescale 10 ps $end
            $scope module top $end
              $scope module alu $end
                $var reg 4 ! data [3:0] $end
                $var wire 1 " ready $end
                $var parameter 2 %% two $end
              $upscope $end
              $var wire 1 # clk $end
              $var reg 1 + bit [3] $end
              $var real 64 r temp $end
            $upscope $end
            $enddefinitions $end
            $comment begin $end
            #0 $dumpvars bx ! 0" 1# b1 %% 0+ r1.5 r $end
            #100 b1 ! r2 r
            #250 b10z0 ! x"
            $dumpoff x" $end
            $dumpon 1" $end
            """)
        #expect(
            trace.signals.map(\.name) == [
                "alu.data[3]", "alu.data[2]", "alu.data[1]", "alu.data[0]", "alu.ready", "alu.two[1]", "alu.two[0]",
                "clk", "bit[3]",
                "temp",
            ])
        func word(_ time: Int64) -> String {
            (0..<4).map { trace.value(of: $0, at: Timestamp(nanoseconds: time)).description }.joined()
        }
        #expect([word(0), word(1), word(2)] == ["xxxx", "0001", "10z0"])
        #expect(trace.lastValue(of: 4) == .logic(.high))
        #expect(trace.firstValue(of: 5) == .logic(.low) && trace.firstValue(of: 6) == .logic(.high))
        #expect(trace.value(of: 9, at: Timestamp(nanoseconds: 1)) == .real(2))
    }

    @Test func takesTheFirstValueAtTheFirstInstantForTheBegin() throws {
        let trace = try read("$var wire 1 ! a $end $enddefinitions $end #5 1! 0! #6 1!")
        #expect(trace.start == Timestamp(nanoseconds: 5))
        #expect(trace.firstValue(of: 0) == .logic(.high))
        #expect(trace.changes(of: 0).map(\.value) == [.logic(.low), .logic(.high)])
    }

    @Test(
        "says what is wrong and in which line",
        arguments: [
            ("", 1, "header"), ("hello", 1, "enddefinitions"), ("$date", 1, "no $end"),
            ("$var wire 1 ! a $end\n", 2, "header"),
            ("$timescale 3 us $end", 1, "timescale"), ("$timescale 1 parsec $end", 1, "timescale"),
            ("$var wire x ! a $end", 1, "size"), ("$var wire $end", 1, "size"), ("$var wire -1 ! a $end", 1, "size"),
            ("\n$var reg 99999999 ! a $end", 2, "4096"), ("$upscope $end", 1, "outside"), ("$scope $end", 1, "scope"),
            ("$enddefinitions $end\n0?", 2, "no variable"), ("$enddefinitions $end\n#-1", 2, "whole number"),
            ("$enddefinitions $end\n#5\n#4", 3, "back"),
            ("$enddefinitions $end\n#99999999999999999999", 2, "whole number"),
            ("$enddefinitions $end\n#9999999999999999999", 2, "century"), ("$enddefinitions $end\nb2 !", 2, "vector"),
            ("$enddefinitions $end\nb !", 2, "no bits"), ("$enddefinitions $end\nrx !", 2, "no number"),
            ("$enddefinitions $end\nb1", 2, "without a code"), ("$enddefinitions $end\nhello", 2, "neither"),
            ("$enddefinitions $end\n$scope", 2, "among the changes"),
            ("$var wire 1 ! a $end $enddefinitions $end\nsx !", 2, "another kind"),
        ])
    func refuses(text: String, line: Int, words: String) throws {
        let error = try #require(throws: VCDError.self) { try read(text) }
        #expect(error.reason.contains(words), "\(error)")
        #expect(error.line == line, "\(error)")
    }

    @Test func survivesDamagedFiles() throws {
        let words = [
            "$end", "$var ", "#", "b", "r", "s", " ", "\n", "!", "\"", "$scope module x $end ", "0", "x", "99999999999",
            "\\x",
        ]
        var mutations = Mutations(seed: 11, words: words)
        let samples = (0..<5).map { randomTrace(seed: $0, signals: 8, changes: 30).vcd(timescale: .nanosecond) }
        var outcomes = (read: 0, refused: 0)
        for round in 0..<2_000 {
            do throws(VCDError) {
                _ = try Trace(vcd: mutations.damaged(samples[round % samples.count]), capacity: 100)
                outcomes.read += 1
            } catch {
                #expect(!error.reason.isEmpty && error.line >= 1)
                outcomes.refused += 1
            }
        }
        #expect(outcomes.read > 30 && outcomes.refused > 30, "\(outcomes)")
    }
}
