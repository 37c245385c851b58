// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// JSON text to values and back, for variables and for the extra of a connection.
package enum SecretsJSON {
    /// The value a JSON text holds.
    ///
    /// - Parameter text: Any text.
    /// - Returns: The value, or `nil` when the text is not JSON.
    package static func value(of text: String) -> JSONValue? {
        try? JSONValue(parsing: text)
    }

    /// Compact JSON with sorted keys, so that equal values have equal text.
    ///
    /// - Parameter value: The value to write.
    /// - Returns: The text; `null` for a number that JSON can't express.
    package static func text(of value: JSONValue) -> String {
        value.isFinite ? CanonicalJSON.text(of: value) : "null"
    }
}
