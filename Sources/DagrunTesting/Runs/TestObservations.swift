// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import Synchronization

/// What a test sees of a run while it goes on.
final class TestObservations: Sendable {
    struct Content {
        var events: [RunEvent] = []
        var logs: [TaskInstanceID: [String]] = [:]
        var warnings: [String] = []
    }

    private let state = Mutex(Content())

    func add(_ events: [RunEvent]) { state.withLock { $0.events += events } }

    func add(_ line: String, of instance: TaskInstanceID) {
        state.withLock { $0.logs[instance, default: []].append(line) }
    }

    func add(warning: String) { state.withLock { $0.warnings.append(warning) } }

    var content: Content { state.withLock { $0 } }
}
