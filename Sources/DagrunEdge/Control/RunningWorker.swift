// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel
internal import DagrunSystem

/// A worker that runs on this machine, as others see it.
package struct RunningWorker: Sendable, Hashable {
    /// The most bytes of an answer.
    private static let limit = 1 << 22

    /// The socket on which it listens.
    private let path: String

    /// Finds a worker.
    ///
    /// - Parameters:
    ///   - folders: The state folders to look in, one after the other.
    ///   - name: The worker's name; nil: the one that is there.
    /// - Throws: ``SettingError`` when there is none, or more than one to choose from.
    package init(in folders: [String], named name: String? = nil) throws(SettingError) {
        for folder in folders {
            let found = Self.names(in: folder).filter { name == nil || $0 == name }
            guard let first = found.first else { continue }
            guard found.count == 1 else {
                throw SettingError("workers run here named \(found.joined(separator: ", ")): give --name")
            }
            path = ControlSocket.path(in: folder, name: first)
            return
        }
        let whom = name.map { "no worker named “\($0)”" } ?? "no worker"
        throw SettingError(
            "\(whom) runs here: there is no socket of one in \(folders.joined(separator: " or ")); give --state-folder, as the worker was given"
        )
    }

    private static func names(in folder: String) -> [String] {
        Folders.names(in: folder).compactMap { file in
            guard file.hasPrefix("worker-"), file.hasSuffix(".socket") else { return nil }
            return PercentCoding.unquote(file.dropFirst(7).dropLast(7).utf8)
        }
    }

    /// Asks or tells it something.
    ///
    /// - Parameter request: What.
    /// - Returns: How the worker is.
    /// - Throws: ``SettingError`` when it does not answer, or can't do it.
    package func send(_ request: ControlRequest) throws(SettingError) -> JSONValue {
        let answer: JSONValue?
        do {
            let socket = try LocalSocket.connect(to: path)
            socket.write(CanonicalJSON.bytes(of: request.json) + [UInt8(ascii: "\n")])
            answer = try socket.readLine(atMost: Self.limit).map { try JSONValue(parsing: $0) }
        } catch let error as FileError {
            guard error.isRefusedConnection else { throw SettingError("\(error)") }
            throw SettingError(
                "the worker has ended without taking its socket away, as one that is killed does: \(path)")
        } catch {
            throw SettingError("the worker's answer can't be read: \(error)")
        }
        guard let answer else { throw SettingError("the worker does not answer at \(path)") }
        if case .string(let reason)? = answer["error"] { throw SettingError(reason) }
        return answer
    }
}
