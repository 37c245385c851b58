// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime
internal import DagrunSystem
internal import Synchronization

/// The state stores of local runs: that of tasks is kept beside the run's journal, that of assets beside the folder of all runs.
final class LocalStates: Sendable {
    private let tables: Mutex<StateTables>
    private let taskFile: String?
    private let assetFile: String?

    /// Reads what an earlier part of the run left.
    ///
    /// - Parameters:
    ///   - folder: The run's folder; nil: nothing is kept.
    ///   - root: The folder of all runs; nil: nothing is kept.
    ///   - document: The DAG, whose assets have names and URIs.
    init(folder: RunFolder?, root: String?, document: DAGDocument) {
        taskFile = folder.map { "\($0.path)/state.json" }
        assetFile = root.map { "\($0).asset-state.json" }
        var tables = StateTables()
        for asset in document.tasks.flatMap({ $0.inlets + $0.outlets }) {
            if let uri = asset.uri { tables.names[uri] = asset.name }
        }
        self.tables = Mutex(tables)
    }

    /// Answers a request of one of the stores; nil for any other request.
    ///
    /// - Throws: When a file can't be read or written.
    func answer(_ request: ServiceRequest) throws -> JSONValue?? {
        try tables.withLock { tables -> JSONValue?? in
            // Read anew each time: other runs write it, too.
            if request.kind.isOfAssets, let assetFile { tables.assets = try Self.read(assetFile) }
            if request.kind.isOfTasks, let taskFile { tables.tasks = Self.instances(try Self.read(taskFile)) }
            guard let result = tables.answer(request) else { return nil }
            if result.changesAssets, let assetFile { try Self.write(tables.assets, assetFile) }
            if result.changesTasks, let taskFile { try Self.write(Self.texts(tables.tasks), taskFile) }
            return .some(result.answer)
        }
    }

    private static func read(_ path: String) throws -> [String: [String: JSONValue]] {
        guard Folders.exists(path) else { return [:] }
        do {
            return try XComValue(json: try Folders.read(path)).decode()
        } catch let error as DecodingError {
            throw ServiceUnavailable("the state store \(path) can't be read: \(error.reason); remove it to begin anew")
        }
    }

    private static func write(_ values: [String: [String: JSONValue]], _ path: String) throws {
        let object = JSONValue.object(values.filter { !$0.value.isEmpty }.mapValues { .object($0) })
        try Folders.create(Folders.parent(of: path))
        try Folders.write(CanonicalJSON.prettyBytes(of: object), to: path)
    }

    /// An instance is named by its id, and where it is mapped by its index: `task@3`.
    private static func texts(_ values: [TaskInstanceID: [String: JSONValue]]) -> [String: [String: JSONValue]] {
        Dictionary(
            values.map { id, members in (id.mapIndex < 0 ? id.taskID : "\(id.taskID)@\(id.mapIndex)", members) }
        ) { first, _ in first }
    }

    private static func instances(_ values: [String: [String: JSONValue]]) -> [TaskInstanceID: [String: JSONValue]] {
        Dictionary(
            values.map { name, members in
                let parts = name.split(separator: "@", maxSplits: 1)
                let index = parts.count == 2 ? Int(parts[1]) : nil
                return (TaskInstanceID(String(parts.first ?? ""), mapIndex: index ?? TaskInstanceID.unmapped), members)
            }
        ) { first, _ in first }
    }
}

extension ServiceRequest.Kind {
    fileprivate var isOfTasks: Bool { rawValue.hasSuffix("TaskStateStore") }
    fileprivate var isOfAssets: Bool { rawValue.contains("AssetStateStore") }
}
