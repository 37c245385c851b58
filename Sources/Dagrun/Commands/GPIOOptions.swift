// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunHAL
internal import DagrunLocal
internal import DagrunSimulator

/// Whose pins a `gpio` command uses.
struct GPIOOptions: ParsableArguments {
    @Option(
        help: """
            auto: the pins of this machine; rpi or a board's id: the same, if it is one; the path of a diagram.json or the name of one of \
            the bundle's boards for a simulated one.
            """)
    var board = "auto"

    @Option(help: "text or json.")
    var output = OutputFormat.text

    /// Opens the board, does something with it, and closes it.
    ///
    /// A simulated board's time goes as the machine's does.
    ///
    /// - Parameter body: Gets the board.
    /// - Throws: ``BundleFailure`` when there is no such board, or when the body throws an error of hardware.
    func use(_ body: @escaping @Sendable (Board) async throws -> Void) async throws {
        let bundle = LoadedBundle.current
        let time = VirtualTime(.realTime(factor: 1))
        do {
            let choice = try BoardChoice(board, declared: bundle.boards.keys)
            let open = try OpenBoard(choice, bundle, pins: [:], seed: 1, time: time) { Output.error("warning: \($0)") }
            defer { open.board.closeNow() }
            let work = InterruptibleWork()
            let end: @Sendable () -> Void = { work.cancel() }
            let signals = StopSignals(
                stop: end, cancel: end,
                abandon: {
                    open.board.closeNow()
                    BundleExit.interrupted.end()
                })
            let result: Result<Void, any Error> = await signals.watch {
                do {
                    try await work.run { [board = open.board] in
                        guard let time = open.time else { return try await body(board) }
                        try await time.run { try await body(board) }
                    }
                    return .success(())
                } catch {
                    return .failure(error)
                }
            }
            try result.get()
        } catch let error as HALError {
            throw BundleFailure(exit: .runFailed, message: "error: \(error)")
        } catch is CancellationError {
            // It was to go on until it is interrupted.
        }
    }
}

/// How lines are set up by a `gpio` command.
struct GPIOLineOptions: ParsableArguments {
    @Flag(help: "The lines are active when their voltage is low.")
    var activeLow = false

    @Option(help: "as-is, disabled, pull-up or pull-down.")
    var bias = GPIOBias.asIs
}

/// A bias, as libgpiod's tools call it.
enum GPIOBias: String, ExpressibleByArgument, CaseIterable {
    case asIs = "as-is"
    case disabled
    case pullUp = "pull-up"
    case pullDown = "pull-down"

    var bias: Bias {
        switch self {
        case .asIs: .asIs
        case .disabled: .disabled
        case .pullUp: .pullUp
        case .pullDown: .pullDown
        }
    }
}
