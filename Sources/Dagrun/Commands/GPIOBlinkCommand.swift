// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunHAL
internal import DagrunLocal

/// Blinks with an LED.
struct GPIOBlinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blink", abstract: "Switch a line on and off, until Ctrl-C: is the LED where I think it is?")

    @Argument(help: "The line.")
    var line: String

    @Option(help: "How long it is on: 500ms, 2s.")
    var on = "500ms"

    @Option(help: "How long it is off.")
    var off = "500ms"

    @Option(help: "How often; without end, where not given.")
    var number: Int?

    @Flag(help: "The line is active when its voltage is low.")
    var activeLow = false

    @OptionGroup(title: "Hardware")
    var hardware: GPIOOptions

    func run() async throws {
        let (on, off) = (try GPIODuration.read(on), try GPIODuration.read(off))
        guard on + off >= .milliseconds(1) else { throw ValidationError("--on and --off are a millisecond at least") }
        let (line, count, activeLow) = (line, number ?? .max, activeLow)
        try await hardware.use { board in
            let lease = try await board.lease(
                PinID(line), .output(false, activeLow: activeLow, onRelease: .input),
                holder: "\(CommandName.ofProcess) gpio blink")
            var left = count
            while left > 0 {
                try lease.set(true)
                try await board.clock.sleep(for: on)
                try lease.set(false)
                left -= 1
                if left > 0 { try await board.clock.sleep(for: off) }
            }
        }
    }
}
