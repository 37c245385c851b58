// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials

extension TaskContext {
    /// The events that made the run: Airflow's `triggering_asset_events`.
    public var triggeringAssetEvents: [AssetEvent] { run.assetEvents.compactMap(AssetEvent.init) }

    /// Lists the events of an asset.
    ///
    /// - Parameters:
    ///   - asset: The asset.
    ///   - after: Only those behind this instant; nil: all.
    ///   - before: Only those before this instant; nil: all.
    ///   - limit: The most events; nil: as many as Airflow tells.
    ///   - ascending: Whether the oldest comes first.
    /// - Returns: The events.
    /// - Throws: ``ServiceUnavailable`` in a local run; when they can't be asked for.
    public func assetEvents(
        of asset: AssetDefinition, after: Date? = nil, before: Date? = nil, limit: Int? = nil, ascending: Bool = true
    ) async throws -> [AssetEvent] {
        try await events(
            .getAssetEvents, ["name": .string(asset.name), "uri": asset.uri.map { .string($0) } ?? .null], after,
            before, limit,
            ascending)
    }

    /// Lists the events that came through an alias.
    ///
    /// - Parameters:
    ///   - alias: The alias.
    ///   - after: Only those behind this instant; nil: all.
    ///   - before: Only those before this instant; nil: all.
    ///   - limit: The most events; nil: as many as Airflow tells.
    ///   - ascending: Whether the oldest comes first.
    /// - Returns: The events.
    /// - Throws: ``ServiceUnavailable`` in a local run; when they can't be asked for.
    public func assetEvents(
        of alias: AssetAlias, after: Date? = nil, before: Date? = nil, limit: Int? = nil, ascending: Bool = true
    ) async throws -> [AssetEvent] {
        try await events(.getAliasEvents, ["alias_name": .string(alias.name)], after, before, limit, ascending)
    }

    private func events(
        _ kind: ServiceRequest.Kind, _ scope: [String: JSONValue], _ after: Date?, _ before: Date?, _ limit: Int?,
        _ ascending: Bool
    ) async throws -> [AssetEvent] {
        var members = scope
        members["after"] = after.map { .string(ISO8601.ts($0)) }
        members["before"] = before.map { .string(ISO8601.ts($0)) }
        members["limit"] = limit.map { .int(Int64($0)) }
        if !ascending { members["ascending"] = false }
        let answer = try await ask(ServiceRequest(kind, members)) ?? .null
        return AnswerMembers(answer).list("asset_events").compactMap(AssetEvent.init)
    }

    /// Looks up an active asset by its name.
    ///
    /// - Parameter name: The asset's name.
    /// - Returns: The asset as Airflow keeps it; nil where there is none.
    /// - Throws: ``ServiceUnavailable`` in a local run; when it can't be asked for.
    public func asset(named name: String) async throws -> AssetDefinition? {
        try await ask(ServiceRequest(.getAssetByName, ["name": .string(name)])).map(Self.asset)
    }

    /// Looks up an active asset by its URI.
    ///
    /// - Parameter uri: The asset's URI.
    /// - Returns: The asset as Airflow keeps it; nil where there is none.
    /// - Throws: ``ServiceUnavailable`` in a local run; when it can't be asked for.
    public func asset(uri: String) async throws -> AssetDefinition? {
        try await ask(ServiceRequest(.getAssetByURI, ["uri": .string(uri)])).map(Self.asset)
    }

    /// Looks up the assets that were written through an alias.
    ///
    /// - Parameter alias: The alias.
    /// - Returns: The assets as Airflow keeps them.
    /// - Throws: ``ServiceUnavailable`` in a local run; when they can't be asked for.
    public func assets(of alias: AssetAlias) async throws -> [AssetDefinition] {
        let answer = try await ask(ServiceRequest(.getAssetsByAlias, ["alias_name": .string(alias.name)])) ?? .null
        return AnswerMembers(answer).list("assets").map(Self.asset)
    }

    private static func asset(_ json: JSONValue) -> AssetDefinition {
        let fields = AnswerMembers(json)
        return AssetDefinition(
            name: fields.text("name") ?? "", uri: fields.text("uri"), group: fields.text("group"),
            extra: fields.object("extra"))
    }

    /// Tells one more update of an asset that is an outlet of the task, such as that of one partition.
    ///
    /// It reaches Airflow with the task's success. An outlet that nothing is told of gets one event all the same.
    ///
    /// - Parameters:
    ///   - asset: The asset.
    ///   - extra: Facts for those who are triggered by the update.
    ///   - partitionKey: The partition that was updated; at most 250 characters, and not blank.
    /// - Throws: ``TaskSignal`` when the asset is no outlet of the task, or the key is none.
    public func addEvent(
        of asset: AssetDefinition, extra: [String: JSONValue] = [:], partitionKey: String? = nil
    ) throws {
        try checkOutlet(asset)
        try Self.check(partitionKey)
        change { $0.assetEvents.append(.init(asset: asset, extra: extra, partitionKey: partitionKey)) }
    }

    /// Tells an update of an asset through an alias that is an outlet of the task.
    ///
    /// Airflow makes the asset where there is none.
    ///
    /// - Parameters:
    ///   - asset: The asset.
    ///   - alias: The alias.
    ///   - extra: Facts for those who are triggered by the update.
    ///   - partitionKey: The partition that was updated; at most 250 characters, and not blank.
    /// - Throws: ``TaskSignal`` when the alias is no outlet of the task, or the key is none.
    public func addEvent(
        of asset: AssetDefinition, through alias: AssetAlias, extra: [String: JSONValue] = [:],
        partitionKey: String? = nil
    ) throws {
        guard task.outletAliases.contains(alias.name) else {
            throw TaskSignal.fail(
                "the asset alias “\(alias.name)” is no outlet of task \(task.taskID): declare it with .outlets")
        }
        try Self.check(partitionKey)
        change {
            $0.assetEvents.append(.init(asset: asset, alias: alias.name, extra: extra, partitionKey: partitionKey))
        }
    }

    private static func check(_ partitionKey: String?) throws {
        guard let partitionKey else { return }
        if partitionKey.allSatisfy(\.isWhitespace) || partitionKey.unicodeScalars.count > 250 {
            throw TaskSignal.fail("a partition key must have 1 to 250 characters that are not all blank")
        }
    }
}
