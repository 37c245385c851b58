// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials

/// A value as Python has it, for values that JSON has no form of their own for.
///
/// Plain Codable values need none of it: a Python task pulls them as dictionaries, lists, strings and numbers, and a Swift
/// type decodes what a Python task pushed by its shape: a tuple or a set as an array, an aware `datetime` as a `Date`, a
/// `timedelta` as its seconds, a `Decimal` as a number, a `UUID` or a `date` as a string, a dataclass as an object.
///
/// ```swift
/// task("since") { PythonValue.datetime(Date(), zone: "UTC") }          // a Python task pulls a datetime
/// task("shape", made.output) { (value: PythonValue) in "\(value)" }    // and this one sees what it was
/// ```
///
/// For single members of a type of your own there are ``PythonDateTime`` and ``PythonTimeDelta``. Python's `bytes` have no form
/// in Airflow; by convention they are Base64 text.
///
/// Source: Airflow 3.3, `airflow.sdk.serde`.
public indirect enum PythonValue: Sendable, Hashable {
    /// `None`.
    case none
    /// A `bool`.
    case bool(Bool)
    /// An `int` within 64 bits.
    case int(Int64)
    /// A `float`; it must be finite to be pushed.
    case float(Double)
    /// A `str`.
    case string(String)
    /// A `list`.
    case list([PythonValue])
    /// A `dict` whose keys are strings.
    case dict([String: PythonValue])
    /// A `tuple`.
    case tuple([PythonValue])
    /// A `set`, in the order in which it was written.
    case set([PythonValue])
    /// A `frozenset`, in the order in which it was written.
    case frozenset([PythonValue])
    /// A `datetime`, exact to a microsecond; the zone is the IANA name where Python told one.
    case datetime(Date, zone: String?)
    /// A `date`, as `2026-01-02`.
    case date(String)
    /// A `timedelta`.
    case timedelta(Duration)
    /// A `Decimal` as text, such as `1.10`; Airflow hands it on as a number, and so only about as exact as a double.
    case decimal(String)
    /// A `UUID`.
    case uuid(String)
    /// An object of any other class, such as a dataclass or a model, with its full name and its version.
    case object(className: String, version: Int, data: JSONValue)
}

extension PythonValue: CustomStringConvertible {
    /// The value much as Python shows it.
    public var description: String {
        func joined(_ values: [PythonValue]) -> String { values.map(\.description).joined(separator: ", ") }
        return switch self {
        case .none: "None"
        case .bool(let flag): flag ? "True" : "False"
        case .int(let number): "\(number)"
        case .float(let number): "\(number)"
        case .string(let text): "'\(text)'"
        case .list(let values): "[\(joined(values))]"
        case .dict(let members):
            "{\(members.sorted { $0.key < $1.key }.map { "'\($0.key)': \($0.value)" }.joined(separator: ", "))}"
        case .tuple(let values): "(\(joined(values))\(values.count == 1 ? "," : ""))"
        case .set(let values): values.isEmpty ? "set()" : "{\(joined(values))}"
        case .frozenset(let values): "frozenset({\(joined(values))})"
        case .datetime(let date, let zone): "datetime(\(date.templateText)\(zone.map { ", \($0)" } ?? ""))"
        case .date(let text): "date(\(text))"
        case .timedelta(let span): "timedelta(seconds=\(span.seconds))"
        case .decimal(let text): "Decimal('\(text)')"
        case .uuid(let text): "UUID('\(text)')"
        case .object(let name, _, let data): "\(name)(\(CanonicalJSON.text(of: data)))"
        }
    }
}
