// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunOperators

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

    /// Makes the bundle.
    init()
}

extension DAGBundle {
    /// None.
    public var pools: [String: Int] { [:] }

    /// Runs the program: reads the command line and does what it says.
    ///
    /// It ends the process with a status of its own for each outcome; see ``BundleExit``.
    @concurrent public static func main() async {
        // A reader that goes away, such as `head`, must not end the tasks.
        signal(SIGPIPE, SIG_IGN)
        let bundle = Self()
        await LoadedBundle.$current.withValue(LoadedBundle(dags: bundle.dags, pools: bundle.pools)) {
            let exit = await BundleCommand.run()
            // Requests that are under way must not meet a TLS library that `exit` has taken down.
            await SharedHTTPClient.shutdown()
            exit.end()
        }
    }
}
