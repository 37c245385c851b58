// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// What a supervisor says when it can't answer.
package struct ErrorResponse: Sendable, Hashable {
    /// The supervisor's word for the reason, such as `VARIABLE_NOT_FOUND` or `API_SERVER_ERROR`.
    package var error: String
    /// More about it.
    package var detail: JSONValue

    /// Makes one.
    package init(_ error: String, detail: JSONValue = .null) {
        self.error = error
        self.detail = detail
    }

    /// Reads one; nil for any other message.
    package init?(_ body: JSONValue) {
        guard body["type"] == "ErrorResponse", case .string(let error)? = body["error"] else { return nil }
        self.init(error, detail: body["detail"] ?? .null)
    }

    /// The message as it is sent.
    package var json: JSONValue { ["type": "ErrorResponse", "error": .string(error), "detail": detail] }

    /// Whether it says that what was asked for does not exist.
    package var isNotFound: Bool { error.hasSuffix("_NOT_FOUND") }

    /// The status that the server gave; nil where it is not the server that refused.
    package var status: Int? {
        if case .int(let status)? = detail["status_code"] { return Int(exactly: status) }
        return nil
    }

    /// The reason in words.
    package var reason: String {
        var parts = [error]
        if let status { parts.append("status \(status)") }
        if case .string(let message)? = detail["message"] { parts.append(message) }
        switch detail["detail"] {
        case .string(let text)?: parts.append(text)
        case .object(let members)?: parts.append(CanonicalJSON.text(of: .object(members)))
        default: break
        }
        return String(parts.joined(separator: ": ").prefix(500))
    }
}
