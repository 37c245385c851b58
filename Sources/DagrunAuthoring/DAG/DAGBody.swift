// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// The body of a DAG, which is evaluated when it is first asked for, and only then.
final class DAGBody: Sendable {
    private enum State {
        case declared(@Sendable () -> DAGCompiler.Result)
        case evaluated(DAGCompiler.Result)
    }

    /// The bodies that are being evaluated, one within the other.
    @TaskLocal private static var underway: [ObjectIdentifier] = []

    private let dagID: String
    private let state: Mutex<State>

    init(_ dagID: String, _ evaluate: @escaping @Sendable () -> DAGCompiler.Result) {
        self.dagID = dagID
        state = Mutex(.declared(evaluate))
    }

    /// What became of it.
    var compiled: DAGCompiler.Result {
        let own = ObjectIdentifier(self)
        // A mistake of the program, not of its input; a precondition would not say in a release build what it is.
        guard !Self.underway.contains(own) else {
            fatalError(
                "the body of the DAG \(dagID) asks for the DAG's own tasks, itself or through another DAG; they are not known before its end"
            )
        }
        // Whoever asks meanwhile waits: a body is never evaluated twice.
        return state.withLock { state in
            switch state {
            case .evaluated(let result): return result
            case .declared(let evaluate):
                let result = Self.$underway.withValue(Self.underway + [own], operation: evaluate)
                state = .evaluated(result)
                return result
            }
        }
    }
}
