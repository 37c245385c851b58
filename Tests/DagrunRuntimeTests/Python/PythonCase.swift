// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import FoundationEssentials
import Testing

/// A value that went the whole way through Airflow 3.3.2, from one Python task to another.
struct PythonCase: Sendable, CustomTestStringConvertible {
    let json: JSONValue
    var testDescription: String { text("id") }

    func text(_ name: String) -> String { if case .string(let text)? = json[name] { text } else { "" } }

    /// What the JSON means, as far as Airflow can read it.
    var meaning: JSONValue? { json["reads_back_without_database"]?["meaning"] ?? json["reads_back"]?["meaning"] }

    /// The JSON as a value; nil where Airflow does not take it either.
    var value: JSONValue? { try? JSONValue(parsing: text("json_text")) }

    static func all() throws -> [PythonCase] {
        var path = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        path += ["Fixtures", "xcom.shared.json"]
        let data = try Data(contentsOf: URL(filePath: path.joined(separator: "/")))
        // One case a line; one of them holds half of a surrogate pair, which no Swift text can.
        return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let bytes = line.last == UInt8(ascii: ",") ? line.dropLast() : line
            return (try? JSONValue(parsing: Array(bytes))).map(PythonCase.init)
        }
    }

    /// Whether a value is what the fixture says.
    static func matches(_ value: PythonValue, _ meaning: JSONValue) -> Bool {
        func text(_ name: String) -> String { if case .string(let text)? = meaning[name] { text } else { "" } }
        func items() -> [JSONValue] { if case .array(let items)? = meaning["items"] { items } else { [] } }
        func all(_ values: [PythonValue], _ meanings: [JSONValue]) -> Bool {
            values.count == meanings.count && zip(values, meanings).allSatisfy(matches)
        }
        switch (value, meaning) {
        case (.none, .null): return true
        case (.bool(let flag), .bool(let other)): return flag == other
        case (.int(let number), .int(let other)): return number == other
        case (.string(let text), .string(let other)): return text == other
        case (.list(let values), .array(let meanings)): return all(values, meanings)
        case (.int(let number), _): return text("kind") == "int" && text("text") == "\(number)"
        case (.float(let number), _): return text("kind") == "float" && text("text") == "\(number)"
        case (.dict(let members), _):
            let pairs = items().compactMap { pair -> (String, JSONValue)? in
                if case .array(let pair) = pair, case .string(let key) = pair[0] { (key, pair[1]) } else { nil }
            }
            return text("kind") == "dict" && pairs.count == members.count
                && pairs.allSatisfy { key, meaning in members[key].map { matches($0, meaning) } ?? false }
        case (.tuple(let values), _): return text("kind") == "tuple" && all(values, items())
        case (.set(let values), _): return text("kind") == "set" && all(values, items())
        case (.frozenset(let values), _): return text("kind") == "frozenset" && all(values, items())
        case (.datetime(let date, let zone), _):
            return text("kind") == "datetime" && (try? ISO8601.parse(text("iso"))) == date
                && (zone == nil || zone == text("zone"))
        case (.date(let day), _): return text("kind") == "date" && text("iso") == day
        case (.timedelta(let span), _):
            return text("kind") == "timedelta" && Double(text("seconds")) == span / .seconds(1)
        case (.decimal(let number), _): return text("kind") == "decimal" && text("text") == number
        case (.uuid(let id), _):
            func bare(_ text: String) -> String { text.filter { $0 != "-" } }
            return text("kind") == "uuid" && bare(text("text")) == bare(id)
        case (.object(let name, _, _), _): return text("class") == name
        default: return false
        }
    }
}
