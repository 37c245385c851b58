// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime

/// What the bootstrap program answers.
struct PythonReply: Decodable {
    /// What an exception says.
    struct Failure: Decodable {
        var message: String
        var signal: String?
    }

    /// What the code returned.
    var result: JSONValue?
    var error: Failure?

    /// Reads the answer; nil where there is none, because the code ended the interpreter.
    init?(_ bytes: [UInt8]) {
        guard let reply = try? XComValue(json: bytes).decode(as: PythonReply.self) else { return nil }
        self = reply
    }
}
