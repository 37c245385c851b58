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

    enum CodingKeys: String, CodingKey {
        case chosenOptions = "chosen_options"
        case paramsInput = "params_input"
        case respondedAt = "responded_at"
        case respondedByUser = "responded_by_user"
    }
}
