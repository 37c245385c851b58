// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime
import FoundationEssentials
import Glibc

/// What tasks did, written by themselves: it outlives the process whatever becomes of the journal.
struct SideFile: Sendable {
    private let path: String
    private let descriptor: Int32
    private let didWrite: @Sendable () -> Void

    init(path: String, didWrite: @escaping @Sendable () -> Void) throws {
        self.path = path
        self.didWrite = didWrite
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Notes one line: a letter, the instance and its try.
    func note(_ letter: String, _ context: TaskContext) {
        let line = Array("\(letter) \(context.taskID)[\(context.mapIndex)] \(context.tryNumber)\n".utf8)
        _ = unsafe line.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        didWrite()
    }

    /// Whether an instance noted a letter, in this process or one before.
    func has(_ letter: String, _ context: TaskContext) -> Bool {
        guard let text = try? String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self) else {
            return false
        }
        return text.contains("\(letter) \(context.taskID)[\(context.mapIndex)] ")
    }
}
