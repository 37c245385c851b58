// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring
public import DagrunHAL
internal import DagrunOperators
public import DagrunSimulator

#if canImport(Glibc)
internal import Glibc
#endif

/// The DAGs of a package, and the program that runs them.
///
/// ```swift
/// @main struct Examples: DAGBundle {
///     var dags: [DAG] { [sales, summitDemo] }
/// }
/// ```
///
/// The program has the commands `local`, `list`, `show`, `graph` and so on; `--help` lists them.
public protocol DAGBundle: Sendable {
    /// The DAGs.
    var dags: [DAG] { get }

    /// The pools that tasks may name, with their slots, besides `default_pool`.
    var pools: [String: Int] { get }

    /// Names of pins, such as `button.green`, besides those that the board of a run has by itself.
    ///
    /// They go before those, and `--pin` goes before them.
    var wiring: [String: PinID] { get }

    /// Rules that outputs must never break, whatever tasks do: on real pins, on diagrams, and on declared boards besides their own.
    ///
    /// A rule about an output that the board of a run has not is an error on real pins, and a warning on simulated ones.
    var interlocks: [Interlock] { get }

    /// Simulated boards that are declared in Swift, by the names that `--board` takes.
    var boards: [String: DeclaredBoard] { get }

    /// Types of parts of your own that diagrams may hold, besides those that come with the simulator.
    var parts: [any Part.Type] { get }

    /// What Airflow may have a worker of this bundle call, by path; see `CallbackCall`.
    var airflowCallbacks: [String: CallbackCall.Handler] { get }

    /// Makes the bundle.
    init()
}

extension DAGBundle {
    /// None.
    public var pools: [String: Int] { [:] }

    /// None.
    public var wiring: [String: PinID] { [:] }

    /// None.
    public var interlocks: [Interlock] { [] }

    /// None.
    public var boards: [String: DeclaredBoard] { [:] }

    /// None.
    public var parts: [any Part.Type] { [] }

    /// None.
    public var airflowCallbacks: [String: CallbackCall.Handler] { [:] }

    /// Runs the program: reads the command line and does what it says.
    ///
    /// It ends the process with a status of its own for each outcome; see ``BundleExit``.
    @concurrent public static func main() async {
        OtherProgram.become()?.end()
        // A reader that goes away, such as `head`, must not end the tasks.
        signal(SIGPIPE, SIG_IGN)
        let bundle = Self()
        await LoadedBundle.$current.withValue(LoadedBundle(bundle)) {
            var exit = PackedMetadata.printed()
            if exit == nil { exit = await SupervisedTask.run() }
            if exit == nil { exit = await BundleCommand.run() }
            // Requests that are under way must not meet a TLS library that `exit` has taken down.
            await SharedHTTPClient.shutdown()
            (exit ?? .success).end()
        }
    }
}
