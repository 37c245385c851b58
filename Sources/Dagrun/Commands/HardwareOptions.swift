// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunHAL
internal import DagrunLocal
internal import DagrunSimulator

/// Which hardware the tasks of a run may use.
struct HardwareOptions: ParsableArguments {
    @Option(
        help: """
            The board that tasks use: the path of a diagram.json or the name of one of the bundle's boards for a simulated one, \
            rpi or auto for the pins of this machine. None, where not given.
            """)
    var board: String?

    @Option(help: "The pin that a name stands for: button.green=GPIO19. Repeatable.")
    var pin: [String] = []

    @Option(help: "What chance on a simulated board begins with; the same seed gives the same run.")
    var seed = 1

    @Option(help: "A scenario that is played on a simulated board from the beginning of the run on: a YAML file.")
    var scenario: String?

    @OptionGroup var trace: TraceOptions

    func validate() throws {
        guard board == nil else { return }
        if !pin.isEmpty { throw ValidationError("--pin names pins of a board: add --board") }
        if scenario != nil { throw ValidationError("--scenario does something to a board: add --board") }
        if trace.vcd != nil { throw ValidationError("--vcd writes down what happens on a board: add --board") }
    }

    /// Opens the board and lets tasks have it.
    ///
    /// A simulated board and the run share one time, which goes as the machine's does unless the run's clock is virtual.
    ///
    /// - Parameters:
    ///   - configuration: How the run is made.
    ///   - bundle: The bundle.
    ///   - watch: Whether somebody watches a simulated board and plays on it, where its time goes slowly enough for that.
    /// - Returns: The board and what is done to it; nil where none was asked for.
    /// - Throws: When there is no such board or no such name of a pin, when the scenario doesn't fit the board, and when the trace
    ///   can't be written.
    func open(_ configuration: inout LocalRunConfiguration, _ bundle: LoadedBundle, watch: Bool = false) throws
        -> BoardSession?
    {
        guard let board else { return nil }
        let choice = try BoardChoice(board, declared: bundle.boards.keys)
        if case .real = choice, configuration.clock is VirtualClock {
            throw ValidationError(
                "--board \(board): real pins have the machine's time; leave --clock virtual away, or take a simulated board"
            )
        }
        let clock =
            configuration.clock as? VirtualClock ?? VirtualClock(configuration.clock.now(), .realTime(factor: 1))
        let seed = UInt64(bitPattern: Int64(seed))
        let open = try OpenBoard(choice, bundle, pins: try pins(), seed: seed, time: clock.time) { warning in
            Output.error("warning: \(warning)")
        }
        configuration.board = open.board
        if open.time != nil { configuration.clock = clock }
        let live = watch ? LiveBoard(open, theme: SessionProgress.theme, canQuit: false) : nil
        return try BoardSession(open, scenario: scenario, trace: trace, hasTasks: true, live: live) { live?.note($0) }
    }

    private func pins() throws -> [String: PinID] {
        var pins: [String: PinID] = [:]
        for text in pin {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw ValidationError("--pin \(text): write name=pin, such as button.green=GPIO19")
            }
            pins[parts[0]] = PinID(parts[1])
        }
        return pins
    }
}
