// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import Synchronization

/// The record of a run while it grows.
final class RecordBox: Sendable {
    private let record: Mutex<RunRecord>

    /// Begins with what is known.
    ///
    /// - Parameters:
    ///   - record: What is known.
    ///   - capacity: How many instances there will be, about.
    init(_ record: RunRecord, capacity: Int) {
        var record = record
        record.instances.reserveCapacity(capacity)
        self.record = Mutex(record)
    }

    func apply(_ events: [RunEvent]) {
        record.withLock { record in
            for event in events { record.apply(event) }
        }
    }

    var value: RunRecord { record.withLock { $0 } }
}
