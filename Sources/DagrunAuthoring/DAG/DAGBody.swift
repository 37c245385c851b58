// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// The body of a DAG, which is evaluated when it is first asked for, and only then.
final class DAGBody: Sendable {
    private enum State {
        case declared(@Sendable () -> DAGCompiler.Result)
        case evaluated(DAGCompiler.Result)
    }

    private let state: Mutex<State>

    init(_ evaluate: @escaping @Sendable () -> DAGCompiler.Result) {
        state = Mutex(.declared(evaluate))
    }

    /// What became of it.
    var compiled: DAGCompiler.Result {
        // Whoever asks meanwhile waits: a body is never evaluated twice.
        state.withLock { state in
            switch state {
            case .evaluated(let result): return result
            case .declared(let evaluate):
                let result = evaluate()
                state = .evaluated(result)
                return result
            }
        }
    }
}
