// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime
import Synchronization

/// Services that keep XComs in memory.
final class MemoryServices: TaskServices {
    private let values: Mutex<[XComKey: XComValue]>
    private let previousRun: PreviousRun?

    init(_ values: [XComKey: XComValue] = [:], previousRun: PreviousRun? = nil) {
        self.values = Mutex(values)
        self.previousRun = previousRun
    }

    /// All XComs as JSON text, by `task[index].key`.
    var texts: [String: String] {
        values.withLock { values in
            Dictionary(
                uniqueKeysWithValues: values.map { key, value in
                    let index = key.mapIndex < 0 ? "" : "[\(key.mapIndex)]"
                    return ("\(key.taskID)\(index).\(key.key)", String(decoding: value.json, as: UTF8.self))
                })
        }
    }

    func xcom(_ key: XComKey) -> XComValue? { values.withLock { $0[key] } }

    func xcoms(of taskID: String, key: String) -> [XComValue] {
        values.withLock { values in
            values.filter { $0.key.taskID == taskID && $0.key.key == key }.sorted { $0.key.mapIndex < $1.key.mapIndex }
                .map(\.value)
        }
    }

    func push(_ value: XComValue, as key: XComKey) { values.withLock { $0[key] = value } }
    func clearXComs(of taskID: String, mapIndex: Int) {
        values.withLock { $0 = $0.filter { $0.key.taskID != taskID || $0.key.mapIndex != mapIndex } }
    }
    func variable(_ key: String) -> String? { nil }
    func setVariable(_ key: String, to value: String?) {}
    func connection(_ id: String) -> Connection? { nil }
    func previousSuccessfulRun() -> PreviousRun? { previousRun }
    func missing(_ kind: String, named name: String) -> String { "no \(kind) \(name)" }
}
