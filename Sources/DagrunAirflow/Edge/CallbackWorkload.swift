// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// A callback that is to be run.
///
/// Source: Airflow 3.3, `ExecuteCallback`.
public struct CallbackWorkload: Sendable {
    /// The callback's id.
    public var id: String
    /// Which callback: the path of a Python callable, or a name that the bundle registered.
    public var path: String
    /// What it is called with, `context` included; templates are not rendered.
    public var arguments: [String: JSONValue]
    /// Where the log belongs, relative to the folder of logs.
    public var logPath: String?

    init(_ fields: AnswerFields) throws(AirflowError) {
        let callback = try fields.object("callback")
        let data = try callback.object("data")
        id = try callback.string("id")
        path = try data.string("path")
        if case .object(let members)? = data.value["kwargs"] { arguments = members } else { arguments = [:] }
        logPath = fields.optionalString("log_path")
    }
}
