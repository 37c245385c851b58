// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime

/// Services that have what a test gives them.
struct TestServices: TaskServices {
    var connections: [String: Connection] = [:]
    var values: [String: XComValue] = [:]

    func xcom(_ key: XComKey) -> XComValue? { values[key.taskID] }
    func xcoms(of taskID: String, key: String) -> [XComValue] { [] }
    func push(_ value: XComValue, as key: XComKey) {}
    func clearXComs(of taskID: String, mapIndex: Int) {}
    func variable(_ key: String) -> String? { nil }
    func setVariable(_ key: String, to value: String?) {}
    func connection(_ id: String) -> Connection? { connections[id] }
    func previousSuccessfulRun() -> PreviousRun? { nil }
    func missing(_ kind: String, named name: String) -> String { "there is no \(kind) “\(name)”" }
}
