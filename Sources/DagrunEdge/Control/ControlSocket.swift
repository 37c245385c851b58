// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunSystem

/// Where a running worker is asked and told things by others on its machine: a socket in its state folder.
///
/// A request is a line of JSON, and so is the answer. Who may use the socket is the file system's business: its owner and root.
final class ControlSocket: Sendable {
    /// The most bytes of a request.
    private static let limit = 1 << 16

    private let socket: LocalSocket
    private let path: String

    /// Listens, on a thread of its own.
    ///
    /// - Parameters:
    ///   - path: The socket; one that is left of a worker that was killed is replaced.
    ///   - answer: Answers a request.
    /// - Throws: `FileError` when there can be no such socket.
    init(_ path: String, answer: @escaping @Sendable (ControlRequest) -> JSONValue) throws(FileError) {
        self.path = path
        socket = try LocalSocket.listen(at: path)
        let code = DetachedThread.start(named: "control") { [socket] in
            while let connection = socket.accept() {
                guard let line = connection.readLine(atMost: Self.limit) else { continue }
                connection.write(CanonicalJSON.bytes(of: Self.answer(to: line, answer)) + [UInt8(ascii: "\n")])
            }
        }
        guard code == 0 else { throw FileError(operation: "start a thread for", path: path, code: code) }
    }

    /// Where the socket of a worker is.
    static func path(in folder: String, name: String) -> String {
        "\(folder)/worker-\(PercentCoding.quote(name)).socket"
    }

    private static func answer(to line: [UInt8], _ answer: (ControlRequest) -> JSONValue) -> JSONValue {
        do {
            return answer(try ControlRequest(json: try JSONValue(parsing: line)))
        } catch {
            return ["error": .string("\(error)")]
        }
    }

    /// Listens no more.
    func close() {
        socket.shutDown()
        Folders.remove(path)
    }
}
