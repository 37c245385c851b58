// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import DagrunTestSupport
import FoundationEssentials
import Testing

/// What other programs make of a VCD.
@Suite struct VCDToolsTests {
    private func sample(hasText: Bool = true) -> Trace {
        var trace = Trace()
        let button = trace.add(TraceSignal("GPIO17", aliases: ["btn1:1.l"]), .logic(.high))
        let led = trace.add(TraceSignal("led1:A"), .logic(.low))
        let boiler = trace.add(TraceSignal("boiler.temperature", .real(unit: "°C")), .real(20.5))
        let text = hasText ? trace.add(TraceSignal("lcd1.text", .text), .text("off")) : nil
        trace.record(.logic(.low), of: button, at: Timestamp(nanoseconds: 3_000))
        trace.record(.logic(.high), of: led, at: Timestamp(nanoseconds: 5_000))
        trace.record(.real(21.25), of: boiler, at: Timestamp(nanoseconds: 6_000))
        if let text { trace.record(.text("on now"), of: text, at: Timestamp(nanoseconds: 6_000)) }
        trace.record(.logic(.high), of: button, at: Timestamp(nanoseconds: 8_000))
        trace.extend(to: Timestamp(nanoseconds: 10_000))
        return trace
    }

    @Test(.enabled("sigrok-cli is not installed") { Shell.has("sigrok-cli") })
    func sigrokReadsTheLevelsWithoutAWordWhereTextsAreLeftOut() throws {
        let folder = try TemporaryFolder()
        try Data(sample().vcd(texts: .none)).write(to: URL(filePath: "\(folder.path)/a.vcd"))
        let (code, output) = Shell.run(
            "sigrok-cli -I vcd -i \(folder.path)/a.vcd -O bits:width=0 --channels GPIO17,led1:A")
        #expect(code == 0)
        let lines = output.split(separator: "\n").map(String.init)
        #expect(lines.contains("GPIO17:11100000 11"), "\(output)")
        #expect(lines.contains("led1:A:00000111 11"), "\(output)")
        #expect(!output.contains("sr:"), "it complains: \(output)")
    }

    @Test(.enabled("vcd2fst and fst2vcd of gtkwave are not installed") { Shell.has("vcd2fst") && Shell.has("fst2vcd") })
    func gtkwaveReadsEverything() throws {
        let trace = sample()
        #expect(try throughGTKWave(trace.vcd()).difference(from: trace) == nil)
        #expect(try throughGTKWave(trace.vcd(texts: .none)).difference(from: sample(hasText: false)) == nil)
    }

    private func throughGTKWave(_ vcd: [UInt8]) throws -> Trace {
        let folder = try TemporaryFolder()
        try Data(vcd).write(to: URL(filePath: "\(folder.path)/a.vcd"))
        #expect(Shell.run("vcd2fst \(folder.path)/a.vcd \(folder.path)/a.fst").code == 0)
        let (code, output) = Shell.run("fst2vcd \(folder.path)/a.fst")
        #expect(code == 0)
        return try Trace(vcd: Array(output.utf8))
    }
}
