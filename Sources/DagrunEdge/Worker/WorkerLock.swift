// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunSystem
internal import Synchronization

/// Keeps two workers of one name from running on one machine, and knows whether the one before was killed.
///
/// The kernel lets go of the lock of a process that died, however it died. What the file says then is that it was
/// registered and did not take its leave: the server's entry of that name is this machine's own, and may be taken over.
final class WorkerLock: Sendable {
    /// Whether the worker before was registered at a server and did not take its leave.
    private let leftBehind: String?
    private let file: Mutex<OutputFile>

    /// Takes the lock.
    ///
    /// - Parameters:
    ///   - folder: The folder of the file.
    ///   - name: The worker's name.
    /// - Throws: ``SettingError`` when another process has it, or the file can't be used.
    init(folder: String, name: String) throws(SettingError) {
        let path = "\(folder)/worker-\(PercentCoding.quote(name)).lock"
        do {
            let file = try OutputFile(appendingTo: path)
            guard try file.lock() else {
                throw SettingError(
                    "a worker named “\(name)” runs on this machine: end it, or choose another name (\(path))")
            }
            let lines = String(decoding: try Folders.read(path), as: UTF8.self).split(separator: "\n")
            let words = lines.last?.split(separator: " ").map(String.init) ?? []
            leftBehind = words.count == 2 && words[0] == "registered" ? words[1] : nil
            try file.truncate(to: 0)
            self.file = Mutex(file)
        } catch let error as SettingError {
            throw error
        } catch {
            throw SettingError("the worker's lock can't be taken: \(error)")
        }
    }

    deinit { release() }

    /// Gives the lock back.
    ///
    /// That the file is closed would not do: a process that another thread starts has it too, until it becomes its program.
    func release() { file.withLock { $0.unlock() } }

    /// Whether the server's entry of this worker is that of one before it on this machine, which was killed.
    ///
    /// - Parameter server: The URL of the Edge API.
    /// - Returns: Whether it is.
    func mayTakeOver(at server: String) -> Bool { leftBehind == server }

    /// Notes that the worker is registered.
    ///
    /// - Parameter server: The URL of the Edge API.
    func noteRegistered(at server: String) { note("registered \(server)") }

    /// Notes that the server was told of the worker's end.
    func noteEnded() { note("ended") }

    private func note(_ line: String) {
        file.withLock { file in
            // A disk that is full must not end the worker: it only could not take its entry over.
            try? file.write(Array("\(line)\n".utf8))
        }
    }
}
