// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import FoundationEssentials

extension JSONNode {
    /// The value without what Python says about its class, so that it can be decoded by its shape.
    ///
    /// Airflow writes a value that JSON has no form for as an object: `__classname__`, `__version__` and `__data__`. A tuple
    /// and a set become an array, an instant ISO 8601, a time span its seconds, and anything else its data: a dataclass
    /// an object, a UUID or a date a string, a decimal a number.
    ///
    /// Source: Airflow 3.3, `airflow.sdk.serde`; the older form is that of Airflow 2.
    var withoutPythonClass: JSONNode {
        guard case .object(let members) = self, members.count == 3 || members.count == 2 else { return self }
        if members.count == 3 {
            guard case .string(let name)? = members["__classname__"], let data = members["__data__"],
                case .int? = members["__version__"]
            else { return self }
            return Self.isInstant(name) ? data.member("timestamp")?.instant ?? data : data
        }
        guard case .string(let name)? = members["__type"], let data = members["__var"] else { return self }
        return name == "datetime" ? data.instant ?? data : data
    }

    private static func isInstant(_ name: String) -> Bool {
        name == "datetime.datetime" || name == "pendulum.datetime.DateTime"
    }

    private func member(_ name: String) -> JSONNode? {
        if case .object(let members) = self { return members[name] }
        return nil
    }

    /// Seconds since 1970 as an instant.
    private var instant: JSONNode? {
        let number: Double? =
            switch self {
            case .int(let number): Double(number)
            case .double(let number): number
            case .number(let text): Double(text)
            default: nil
            }
        guard let seconds = number, seconds.magnitude < 1e11 else { return nil }
        return .string(ISO8601.format(Date(timeIntervalSince1970: seconds)))
    }
}
