// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
public import DagrunRuntime

/// Waits for a file, or for a directory with a file in it.
///
/// ```swift
/// let file = task("arrived", FileSensor("/data/in/\(\.ds)/*.csv").interval(.seconds(10)))
/// task("read", file.output) { path in … }
/// ```
///
/// The result is the path that was found, the first in the order of names. A directory counts when a file is in it or
/// anywhere below. The path may have the wildcards `*`, `?` and `[…]`, which don't match names that begin with a dot, and
/// `**` when the sensor is recursive; a relative one begins at the working directory of the process that runs the task.
///
/// Airflow's `FileSensor`.
public struct FileSensor: Sensor {
    /// The path that was found.
    public typealias Output = String

    private let path: Input<String>
    private let isRecursive: Bool
    private let connection: String?

    /// Makes the sensor.
    ///
    /// - Parameters:
    ///   - path: The path, which may be a pattern.
    ///   - recursive: Whether `**` in the path stands for any number of directories.
    ///   - connection: The id of a connection whose extra `path` the path is relative to. Airflow's `fs_conn_id`.
    public init(_ path: Input<String>, recursive: Bool = false, connection: String? = nil) {
        self.path = path
        self.isRecursive = recursive
        self.connection = connection
    }

    /// Looks once.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: The path that was found.
    /// - Throws: ``DagrunRuntime/MissingSecret`` when the connection is not there.
    public func poke(_ context: TaskContext) async throws -> PokeResult<String> {
        var text: String = try await context.resolve(path)
        if let connection, !text.hasPrefix("/") {
            if case .string(let base)? = try await context.connection(connection).extraJSON["path"], !base.isEmpty {
                text = base.hasSuffix("/") ? base + text : "\(base)/\(text)"
            }
        }
        let pattern = FilePattern(text, isRecursive: isRecursive)
        guard let found = try await BlockingCall.run(context.clock, { pattern.firstFile() }) else { return .notYet }
        return .done(found)
    }
}
