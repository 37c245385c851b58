// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import DagrunRuntime
public import FoundationEssentials

/// What a person answered.
///
/// A Python task pulls it as the dictionary that Airflow's own operators return.
public struct HITLResponse: Codable, Sendable, Hashable {
    /// The options that were chosen.
    public var chosenOptions: [String]
    /// What was entered in the fields of the form.
    public var paramsInput: [String: JSONValue]
    /// When it was answered.
    @PythonDateTime public var respondedAt: Date
    /// Who answered, with `id` and `name`; nil where nobody did in time and the defaults were taken.
    public var respondedByUser: [String: String]?

    /// What was entered in a field of the form.
    ///
    /// - Parameters:
    ///   - field: The field's name.
    ///   - type: The type of its value.
    /// - Returns: The value.
    /// - Throws: `DecodingError` when it is of another type, ``DagrunRuntime/TaskSignal`` when there is no such field.
    public func value<Value: Decodable>(_ field: String, as type: Value.Type = Value.self) throws -> Value {
        guard let value = paramsInput[field] else {
            let known =
                paramsInput.isEmpty
                ? "nothing was entered" : "there are \(paramsInput.keys.sorted().joined(separator: ", "))"
            throw TaskSignal.fail("the answer has no field “\(field)”; \(known)")
        }
        return try value.decode(as: type)
    }

    enum CodingKeys: String, CodingKey {
        case chosenOptions = "chosen_options"
        case paramsInput = "params_input"
        case respondedAt = "responded_at"
        case respondedByUser = "responded_by_user"
    }
}
