// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// A task while its DAG is being declared.
///
/// Its handle has all there is to say about it.
public final class TaskNode: Sendable {
    /// The full id.
    let id: String
    /// The mapped group it is in.
    let mappedGroup: String?
    private let state: Mutex<TaskDraftState>

    init(_ state: TaskDraftState, id: String, mappedGroup: String?) {
        self.id = id
        self.mappedGroup = mappedGroup
        self.state = Mutex(state)
    }

    func update(_ change: (inout sending TaskDraftState) -> Void) { state.withLock { change(&$0) } }

    var draft: TaskDraftState { state.withLock { $0 } }
}
