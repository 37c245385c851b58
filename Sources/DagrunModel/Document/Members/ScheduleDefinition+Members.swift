// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension ScheduleDefinition: DocumentValue {
    private enum Kind: String, DocumentWord {
        case none, cron, every, once, continuous
        case assetsAny = "assets_any"
        case assetsAll = "assets_all"
    }

    init(document value: JSONValue) throws(DocumentError) {
        if value == .null {
            self = .none
            return
        }
        guard case .object(let members) = value else { throw .wrongValue(value, expected: "an object") }
        let reader = MemberReader(members: members)
        var kind = Kind.none
        try reader.required("type", &kind)
        switch kind {
        case .none: self = .none
        case .once: self = .once
        case .continuous: self = .continuous
        case .every:
            var seconds = 0.0
            try reader.required("seconds", &seconds)
            self = .every(seconds: seconds)
        case .cron:
            var expressions: [String] = []
            var zone = ""
            try reader.required("cron", &expressions)
            try reader.member("timezone", &zone, default: "UTC")
            self = .cron(expressions, timeZone: zone)
        case .assetsAny, .assetsAll:
            var assets: [AssetDefinition] = []
            try reader.required("assets", &assets)
            self = .assets(assets, all: kind == .assetsAll)
        }
    }

    var documentValue: JSONValue {
        switch self {
        case .none: Self.object(.none)
        case .once: Self.object(.once)
        case .continuous: Self.object(.continuous)
        case .every(let seconds): Self.object(.every, ["seconds": Self.number(seconds)])
        case .cron(let expressions, let timeZone):
            Self.object(.cron, ["cron": expressions.documentValue, "timezone": .string(timeZone)])
        case .assets(let assets, let all):
            Self.object(all ? .assetsAll : .assetsAny, ["assets": assets.documentValue])
        }
    }

    private static func object(_ kind: Kind, _ members: [String: JSONValue] = [:]) -> JSONValue {
        .object(members.merging(["type": kind.documentValue]) { $1 })
    }

    /// Whole seconds, which nearly all are, have no fraction.
    private static func number(_ seconds: Double) -> JSONValue {
        Int64(exactly: seconds).map { .int($0) } ?? .double(seconds)
    }
}

extension ScheduleDefinition: Codable {
    /// Reads a schedule from an object whose `type` says what it is; `null` is no schedule.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` for an unknown type or a missing member, with a `DocumentError` as the underlying error.
    ///   Expressions and zones are not checked here.
    public init(from decoder: any Decoder) throws { self = try Self.read(from: decoder) }

    /// Writes the schedule as an object, such as `{"type":"cron","cron":["0 6 * * *"],"timezone":"UTC"}`.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: `EncodingError` for a number of seconds that is not finite.
    public func encode(to encoder: any Encoder) throws { try documentValue.encode(to: encoder) }
}
