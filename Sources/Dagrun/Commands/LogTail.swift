// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunSystem

/// The logs of a run's tries.
struct LogTail: Sendable {
    /// How many lines of a log are shown in a summary.
    private static let lineCount = 10

    let folder: RunFolder?

    /// The path of a log, if there is one.
    func path(_ instance: TaskInstanceID, _ tryNumber: Int) -> String? {
        guard let path = folder?.log(instance, tryNumber: tryNumber), Folders.exists(path) else { return nil }
        return path
    }

    /// The last lines of a log.
    func lines(_ instance: TaskInstanceID, _ tryNumber: Int) -> [String] {
        guard let path = path(instance, tryNumber), let bytes = try? Folders.read(path) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").suffix(Self.lineCount).map(String.init)
    }
}
