// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Values that belong to an asset: all tasks of all runs and DAGs share them.
///
/// ```swift
/// let store = context.assetStateStore(of: readings)
/// let since = try await store.get("watermark", as: Date.self)
/// try await store.set("watermark", to: newest)
/// ```
///
/// Airflow's `asset_state_store`; local runs keep them in a file beside the folder of the runs.
public struct AssetStateStore: Sendable {
    /// How the asset is named.
    enum Scope: Sendable {
        case name(String)
        case uri(String)
    }

    let context: TaskContext
    let scope: Scope

    private func request(
        _ byName: ServiceRequest.Kind, _ byURI: ServiceRequest.Kind, _ members: [String: JSONValue] = [:]
    ) -> ServiceRequest {
        var members = members
        switch scope {
        case .name(let name):
            members["name"] = .string(name)
            return ServiceRequest(byName, members)
        case .uri(let uri):
            members["uri"] = .string(uri)
            return ServiceRequest(byURI, members)
        }
    }

    /// Reads a value.
    ///
    /// - Parameters:
    ///   - key: The key; not empty.
    ///   - type: The type of the value.
    /// - Returns: The value; nil where there is none.
    /// - Throws: `DecodingError` when it is of another type; ``ServiceUnavailable`` when only another worker can read it.
    public func get<Value: Decodable>(_ key: String, as type: Value.Type = Value.self) async throws -> Value? {
        try StoredValue.check(key)
        let request = request(.getAssetStateByName, .getAssetStateByURI, ["key": .string(key)])
        return try StoredValue.decode(await context.ask(request), as: type, key)
    }

    /// Writes a value, in place of one of the same key.
    ///
    /// - Parameters:
    ///   - key: The key; not empty.
    ///   - value: The value; anything but nil.
    /// - Throws: `EncodingError` when it has no JSON form; when it can't be kept, such as for an asset that is not active.
    public func set(_ key: String, to value: some Encodable & Sendable) async throws {
        let json = try StoredValue.encode(value, key)
        _ = try await context.ask(
            request(.setAssetStateByName, .setAssetStateByURI, ["key": .string(key), "value": json]))
    }

    /// Removes a value; one that is not there is no error.
    ///
    /// - Parameter key: The key; not empty.
    /// - Throws: When the store can't be reached.
    public func delete(_ key: String) async throws {
        try StoredValue.check(key)
        _ = try await context.ask(request(.deleteAssetStateByName, .deleteAssetStateByURI, ["key": .string(key)]))
    }

    /// Removes all values of the asset.
    ///
    /// - Throws: When the store can't be reached.
    public func clear() async throws {
        _ = try await context.ask(request(.clearAssetStateByName, .clearAssetStateByURI))
    }
}
