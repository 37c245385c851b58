// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Testing

/// gpiozero beside us, on the same lines.
@Suite(
    .serialized, .enabled(if: KernelLane.isHere, KernelLane.reason),
    .enabled(if: KernelLane.gpiozero != nil, "needs gpiozero: Tests/KernelLane/get-gpiozero"), .timeLimit(.minutes(2)))
struct KernelGPIOZeroTests {
    private func led() throws -> ProgramProcess {
        try ProgramProcess(
            try #require(KernelLane.gpiozero), ["Tests/KernelLane/gpiozero-led"], folder: ".", errors: nil,
            environment: [:])
    }

    @Test(arguments: KernelLane.libraries)
    func `lines of gpiozero are busy for us, and free when it ends`(library: String) throws {
        let led = try led()
        _ = try #require(led.line(containing: "lit"))
        let program = try Program(environment: ["DAGRUN_LIBGPIOD": library])
        let refused = try program.run("gpio", "set", "lamp=1", "--hold", "1ms")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("held by ‘lg (python, process "), "\(refused.errors)")
        #expect(try program.run("gpio", "info", "GPIO18").output.contains("consumer=\"lg\""))
        led.send(SIGTERM)
        _ = led.wait()
        #expect(try program.run("gpio", "set", "lamp=1", "--hold", "1ms").status == 0)
    }

    @Test(arguments: KernelLane.libraries)
    func `our lines are busy for gpiozero, and free when we end`(library: String) throws {
        let run = try LampRun.start(try Program(environment: ["DAGRUN_LIBGPIOD": library]))
        let refused = try led()
        let reason = refused.rest()
        #expect(reason.contains("GPIO busy"), "\(reason)")
        #expect(refused.wait() == 1)
        run.send(SIGTERM)
        _ = run.rest()
        #expect(run.wait() == 130)
        let led = try led()
        #expect(led.line(containing: "lit") != nil)
        led.send(SIGTERM)
        _ = led.wait()
    }
}
