// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
internal import FoundationEssentials

extension PythonValue {
    /// Reads a value in Airflow's form.
    ///
    /// An object that looks like a class but lacks its version or its data is a dictionary, as in Airflow.
    ///
    /// - Parameter json: The value in JSON.
    public init(json: JSONValue) {
        self =
            switch json {
            case .null: .none
            case .bool(let flag): .bool(flag)
            case .int(let number): .int(number)
            case .double(let number): .float(number)
            case .string(let text): .string(text)
            case .array(let elements): .list(elements.map(Self.init(json:)))
            case .object(let members):
                Self.typed(members) ?? Self.old(members) ?? .dict(members.mapValues(Self.init(json:)))
            }
    }

    /// The value in Airflow's form.
    public var json: JSONValue {
        switch self {
        case .none: .null
        case .bool(let flag): .bool(flag)
        case .int(let number): .int(number)
        case .float(let number): .double(number)
        case .string(let text): .string(text)
        case .list(let values): .array(values.map(\.json))
        case .dict(let members): .object(members.mapValues(\.json))
        case .tuple(let values): Self.wrap("builtins.tuple", 1, .array(values.map(\.json)))
        case .set(let values): Self.wrap("builtins.set", 1, .array(values.map(\.json)))
        case .frozenset(let values): Self.wrap("builtins.frozenset", 1, .array(values.map(\.json)))
        case .datetime(let date, let zone):
            Self.wrap(
                "datetime.datetime", 2,
                ["timestamp": .double(Self.microseconds(date.timeIntervalSince1970)), "tz": Self.zone(zone ?? "UTC")])
        case .date(let text): Self.wrap("datetime.date", 2, .string(text))
        // Python refuses a whole number here, so the fraction must be written.
        case .timedelta(let span): Self.wrap("datetime.timedelta", 2, .double(span.seconds))
        case .decimal(let text):
            // What is no number is refused when it is written.
            Self.wrap("decimal.Decimal", 1, Int64(text).map { .int($0) } ?? .double(Double(text) ?? .nan))
        case .uuid(let text): Self.wrap("uuid.UUID", 1, .string(text))
        case .object(let name, let version, let data): Self.wrap(name, version, data)
        }
    }

    private static func wrap(_ name: String, _ version: Int, _ data: JSONValue) -> JSONValue {
        ["__classname__": .string(name), "__version__": .int(Int64(version)), "__data__": data]
    }

    /// A zone as Airflow's own objects of pendulum are written: name, class, version and that it is one of them.
    private static func zone(_ name: String) -> JSONValue {
        wrap("builtins.tuple", 1, [.string(name), "pendulum.tz.timezone.Timezone", 1, true])
    }

    /// Dates count from 2001: what a microsecond has lost on the way is given back.
    private static func microseconds(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1e6 }

    private static func typed(_ members: [String: JSONValue]) -> PythonValue? {
        guard members.count == 3, case .string(let name)? = members["__classname__"],
            case .int(let version)? = members["__version__"], let data = members["__data__"]
        else { return nil }
        return value(name, data) ?? .object(className: name, version: Int(clamping: version), data: data)
    }

    private static func value(_ name: String, _ data: JSONValue) -> PythonValue? {
        switch (name, data) {
        case ("builtins.tuple", .array(let elements)): .tuple(elements.map(Self.init(json:)))
        case ("builtins.set", .array(let elements)): .set(elements.map(Self.init(json:)))
        case ("builtins.frozenset", .array(let elements)): .frozenset(elements.map(Self.init(json:)))
        case ("datetime.datetime", _), ("pendulum.datetime.DateTime", _):
            number(data["timestamp"]).map { .datetime(Date(timeIntervalSince1970: $0), zone: zoneName(data["tz"])) }
        case ("datetime.date", .string(let text)), ("pendulum.date.Date", .string(let text)): .date(text)
        case ("datetime.timedelta", _): number(data).flatMap(span)
        case ("decimal.Decimal", .int(let number)): .decimal("\(number)")
        case ("decimal.Decimal", .double(let number)): .decimal("\(number)")
        case ("uuid.UUID", .string(let text)): .uuid(text)
        default: nil
        }
    }

    /// The form that values had before Airflow 3.
    private static func old(_ members: [String: JSONValue]) -> PythonValue? {
        guard members.count == 2, case .string(let name)? = members["__type"], let data = members["__var"] else {
            return nil
        }
        switch (name, data) {
        case ("datetime", _): return number(data).map { .datetime(Date(timeIntervalSince1970: $0), zone: nil) }
        case ("timedelta", _): return number(data).flatMap(span)
        case ("tuple", .array(let elements)): return .tuple(elements.map(Self.init(json:)))
        case ("set", .array(let elements)): return .set(elements.map(Self.init(json:)))
        case ("dict", .object(let members)): return .dict(members.mapValues(Self.init(json:)))
        default: return nil
        }
    }

    private static func span(_ seconds: Double) -> PythonValue? {
        // Python's own limit is a billion days.
        seconds.magnitude < 1e14 ? .timedelta(.microseconds(Int64((seconds * 1e6).rounded()))) : nil
    }

    private static func zoneName(_ value: JSONValue?) -> String? {
        let parts: JSONValue? = value?["__data__"] ?? value
        guard case .array(let list)? = parts, case .string(let name)? = list.first, !name.isEmpty else { return nil }
        return name
    }

    private static func number(_ value: JSONValue?) -> Double? {
        switch value {
        case .int(let number)?: Double(number)
        case .double(let number)? where number.magnitude < 1e14: number
        default: nil
        }
    }
}

extension PythonValue: Codable {
    /// Reads a value in Airflow's form.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` when the input is not JSON.
    public init(from decoder: any Decoder) throws {
        self.init(json: try decoder.singleValueContainer().decode(JSONValue.self))
    }

    /// Writes the value in Airflow's form.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: `EncodingError` for a number that is not finite.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(json)
    }
}
