// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Services that have nothing.
package struct NoServices: TaskServices {
    package init() {}
    package func xcom(_ key: XComKey) -> XComValue? { nil }
    package func xcoms(of taskID: String, key: String) -> [XComValue] { [] }
    package func push(_ value: XComValue, as key: XComKey) {}
    package func clearXComs(of taskID: String, mapIndex: Int) {}
    package func variable(_ key: String) -> String? { nil }
    package func setVariable(_ key: String, to value: String?) {}
    package func connection(_ id: String) -> Connection? { nil }
    package func previousSuccessfulRun() -> PreviousRun? { nil }
    package func missing(_ kind: String, named name: String) -> String { "there is no \(kind) “\(name)”" }
}
