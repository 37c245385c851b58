// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// What somebody on the worker's machine wants of it.
package enum ControlRequest: Sendable, Hashable {
    /// To know how it is.
    case status
    /// That it takes no more jobs for now, with the reason, or that it takes jobs again.
    case maintenance(Bool, comment: String?)
    /// That it ends: once its jobs have, or now, with its tasks cancelled.
    case stop(now: Bool)

    /// The request as it is sent.
    package var json: JSONValue {
        switch self {
        case .status: ["request": "status"]
        case .maintenance(let isOn, let comment):
            ["request": "maintenance", "on": .bool(isOn), "comment": comment.map(JSONValue.string) ?? .null]
        case .stop(let now): ["request": "stop", "now": .bool(now)]
        }
    }

    /// Reads a request.
    ///
    /// - Parameter json: The request as it was sent.
    /// - Throws: ``SettingError`` for what is none.
    package init(json: JSONValue) throws(SettingError) {
        func flag(_ name: String) throws(SettingError) -> Bool {
            guard case .bool(let flag)? = json[name] else { throw SettingError("“\(name)” must be true or false") }
            return flag
        }
        switch json["request"] {
        case "status": self = .status
        case "maintenance":
            var comment: String?
            if case .string(let text)? = json["comment"], !text.isEmpty { comment = text }
            self = .maintenance(try flag("on"), comment: comment)
        case "stop": self = .stop(now: try flag("now"))
        default: throw SettingError("a request must be “status”, “maintenance” or “stop”")
        }
    }
}
