// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import DagrunSystem

/// How tasks are run.
struct EngineOptions: ParsableArguments {
    @Option(name: [.customShort("j"), .long], help: "The most task instances at once.")
    var parallel = 32

    @Option(help: "The slots of a pool: name=slots. Repeatable.")
    var pool: [String] = []

    @Flag(help: "Let the first failure end the run.")
    var failFast = false

    @Option(help: "The folder that runs are kept in.")
    var runsFolder = ".dagrun/runs"

    @Option(help: "A JSON file of variables.")
    var variablesFile: String?

    @Option(help: "A JSON file of connections.")
    var connectionsFile: String?

    func validate() throws {
        guard parallel >= 1 else { throw ValidationError("--parallel must be at least 1") }
    }

    func configuration(_ bundle: LoadedBundle) throws -> LocalRunConfiguration {
        var configuration = LocalRunConfiguration()
        configuration.parallel = parallel
        configuration.failFast = failFast
        configuration.root = runsFolder
        configuration.variablesFile = variablesFile
        configuration.connectionsFile = connectionsFile
        configuration.environment = ProcessEnvironment.variables
        configuration.pools = bundle.pools
        for text in pool {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let slots = Int(parts[1]) else {
                throw ValidationError("--pool \(text): write name=slots")
            }
            guard configuration.pools[String(parts[0])] != nil else {
                throw ValidationError("--pool \(text): the bundle has no pool “\(parts[0])”")
            }
            configuration.pools[String(parts[0])] = slots
        }
        return configuration
    }
}
