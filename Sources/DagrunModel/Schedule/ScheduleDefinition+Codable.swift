// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension ScheduleDefinition: Codable {
    private enum CodingKeys: String, CodingKey {
        case type, cron, timezone, seconds, assets
    }

    private enum Kind: String, Codable {
        case none, cron, every, once, continuous
        case assetsAny = "assets_any"
        case assetsAll = "assets_all"
    }

    /// Reads a schedule from an object whose `type` says what it is; `null` is no schedule.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` for an unknown type or a missing member. Expressions and zones are not checked here.
    public init(from decoder: any Decoder) throws {
        if try decoder.singleValueContainer().decodeNil() {
            self = .none
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Kind.self, forKey: .type) {
        case .none: self = .none
        case .once: self = .once
        case .continuous: self = .continuous
        case .every: self = .every(seconds: try container.decode(Double.self, forKey: .seconds))
        case .cron:
            let zone = try container.decodeIfPresent(String.self, forKey: .timezone) ?? "UTC"
            self = .cron(try container.decode([String].self, forKey: .cron), timeZone: zone)
        case .assetsAny: self = .assets(try container.decode([AssetDefinition].self, forKey: .assets), all: false)
        case .assetsAll: self = .assets(try container.decode([AssetDefinition].self, forKey: .assets), all: true)
        }
    }

    /// Writes the schedule as an object, such as `{"type":"cron","cron":["0 6 * * *"],"timezone":"UTC"}`.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: `EncodingError` for a number of seconds that is not finite.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .none: try container.encode(Kind.none, forKey: .type)
        case .once: try container.encode(Kind.once, forKey: .type)
        case .continuous: try container.encode(Kind.continuous, forKey: .type)
        case .every(let seconds):
            try container.encode(Kind.every, forKey: .type)
            try container.encode(seconds, forKey: .seconds)
        case .cron(let expressions, let timeZone):
            try container.encode(Kind.cron, forKey: .type)
            try container.encode(expressions, forKey: .cron)
            try container.encode(timeZone, forKey: .timezone)
        case .assets(let assets, let all):
            try container.encode(all ? Kind.assetsAll : Kind.assetsAny, forKey: .type)
            try container.encode(assets, forKey: .assets)
        }
    }
}
