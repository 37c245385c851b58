// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Synchronization

// What the server has of tries.
extension WorkerBench {
    /// What the server has beside tries: assets, stores, runs.
    var objects: FakeObjects { server.state.withLock { $0.objects } }

    /// A member of what a try ended with.
    func end(_ name: String, _ id: String = "ti-1") -> JSONValue? {
        server.state.withLock { $0.instances[id]?.bodies.last?[name] }
    }

    /// What a task logged.
    func log(_ task: String) -> String { server.state.withLock { $0.logs[task] ?? "" } }

    /// What a task returned.
    func result(_ task: String, _ mapIndex: Int = -1) -> JSONValue? {
        server.state.withLock { $0.xcoms["\(task)/return_value"]?[mapIndex] }
    }
}
