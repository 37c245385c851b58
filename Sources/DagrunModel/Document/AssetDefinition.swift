// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A data asset that tasks read or write.
public struct AssetDefinition: Sendable, Hashable, Codable {
    /// The asset's name, unique in an Airflow.
    public var name: String
    /// Where it is; the name where absent.
    public var uri: String?
    /// A kind of asset, to filter by.
    public var group: String?
    /// Free facts.
    public var extra: [String: JSONValue]?

    /// Makes an asset.
    ///
    /// - Parameters:
    ///   - name: The asset's name.
    ///   - uri: Where it is.
    ///   - group: A kind of asset.
    ///   - extra: Free facts.
    public init(name: String, uri: String? = nil, group: String? = nil, extra: [String: JSONValue]? = nil) {
        self.name = name
        self.uri = uri
        self.group = group
        self.extra = extra
    }
}
