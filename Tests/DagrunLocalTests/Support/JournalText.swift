// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunSystem
import FoundationEssentials

@testable import DagrunLocal

/// Journals as bytes.
enum JournalText {
    static func bytes(_ events: [RunEvent]) -> [UInt8] {
        var bytes: [UInt8] = []
        for event in events { JournalLine.append(event, to: &bytes) }
        return bytes
    }

    static func write(_ events: [RunEvent], to path: String) throws { try write(bytes(events), to: path) }

    static func write(_ bytes: [UInt8], to path: String) throws {
        try FileManager.default.createDirectory(atPath: Folders.parent(of: path), withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: path))
    }
}
