// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A param of a DAG: a value that each run may choose.
///
/// ```swift
/// DAG("sales", params: [
///     "file": Param("txhousing.csv", description: "the file to read"),
///     "top": Param(5, in: 1...50),
///     "unit": Param("usd", choices: ["usd", "eur"]),
/// ]) { … }
/// ```
///
/// On the command line: `--param top=10`, or `--conf '{"top": 10}'`. Airflow's `Param`.
public struct Param: Sendable, Hashable {
    /// What the DAG document says of it.
    public var definition: ParamDefinition

    /// Makes a param of a JSON Schema of your own.
    ///
    /// - Parameters:
    ///   - defaultValue: The value where a run gives none; nil: each run must give one.
    ///   - description: What it is for.
    ///   - schema: JSON Schema, draft 2020-12.
    public init(default defaultValue: JSONValue?, description: String? = nil, schema: [String: JSONValue]) {
        definition = ParamDefinition(defaultValue: defaultValue, description: description, schema: schema)
    }

    /// Makes a text param.
    ///
    /// - Parameters:
    ///   - defaultValue: The value where a run gives none.
    ///   - description: What it is for.
    ///   - choices: The values it may take; nil: any.
    ///   - pattern: A regular expression that the value must contain a match of.
    public init(
        _ defaultValue: String, description: String? = nil, choices: [String]? = nil, pattern: String? = nil
    ) {
        var schema: [String: JSONValue] = ["type": "string"]
        if let choices { schema["enum"] = .array(choices.map(JSONValue.string)) }
        if let pattern { schema["pattern"] = .string(pattern) }
        self.init(default: .string(defaultValue), description: description, schema: schema)
    }

    /// Makes a whole-number param.
    ///
    /// - Parameters:
    ///   - defaultValue: The value where a run gives none.
    ///   - range: The smallest and the largest value.
    ///   - description: What it is for.
    ///   - choices: The values it may take; nil: any.
    public init(
        _ defaultValue: Int, in range: ClosedRange<Int>? = nil, description: String? = nil, choices: [Int]? = nil
    ) {
        var schema: [String: JSONValue] = ["type": "integer"]
        if let range {
            schema["minimum"] = .int(Int64(range.lowerBound))
            schema["maximum"] = .int(Int64(range.upperBound))
        }
        if let choices { schema["enum"] = .array(choices.map { .int(Int64($0)) }) }
        self.init(default: .int(Int64(defaultValue)), description: description, schema: schema)
    }

    /// Makes a number param.
    ///
    /// - Parameters:
    ///   - defaultValue: The value where a run gives none.
    ///   - range: The smallest and the largest value.
    ///   - description: What it is for.
    @_disfavoredOverload
    public init(_ defaultValue: Double, in range: ClosedRange<Double>? = nil, description: String? = nil) {
        var schema: [String: JSONValue] = ["type": "number"]
        if let range {
            schema["minimum"] = .double(range.lowerBound)
            schema["maximum"] = .double(range.upperBound)
        }
        self.init(default: .double(defaultValue), description: description, schema: schema)
    }

    /// Makes a yes-or-no param.
    ///
    /// - Parameters:
    ///   - defaultValue: The value where a run gives none.
    ///   - description: What it is for.
    public init(_ defaultValue: Bool, description: String? = nil) {
        self.init(default: .bool(defaultValue), description: description, schema: ["type": "boolean"])
    }

    /// A text param that each run must give.
    ///
    /// - Parameter description: What it is for.
    /// - Returns: The param.
    public static func required(description: String? = nil) -> Param {
        Param(default: nil, description: description, schema: ["type": "string"])
    }
}
