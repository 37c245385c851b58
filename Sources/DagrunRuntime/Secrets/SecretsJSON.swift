// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel
import FoundationEssentials

/// JSON text to values and back, for variables and for the extra of a connection.
package enum SecretsJSON {
    /// The value a JSON text holds.
    ///
    /// - Parameter text: Any text.
    /// - Returns: The value, or `nil` when the text is not JSON.
    package static func value(of text: String) -> JSONValue? {
        try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    /// Compact JSON with sorted keys, so that equal values have equal text.
    ///
    /// - Parameter value: The value to write.
    /// - Returns: The text; `null` for a number that JSON can't express.
    package static func text(of value: JSONValue) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return "null" }
        return String(decoding: data, as: UTF8.self)
    }
}
