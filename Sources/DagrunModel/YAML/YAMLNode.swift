// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A value in a YAML text, and where it stands.
package struct YAMLNode: Hashable, Sendable {
    /// What a value is.
    package enum Value: Hashable, Sendable {
        /// Nothing was written, or `~` or `null`.
        case null
        /// A text; whether it stood in quotes, which makes it a text for certain.
        case scalar(String, isQuoted: Bool)
        case sequence([YAMLNode])
        /// Members in the order of the text; no two have the same key.
        case mapping([Member])
    }

    /// A key and what it stands for.
    package struct Member: Hashable, Sendable {
        package var key: String
        package var keyPosition: YAMLPosition
        package var value: YAMLNode
    }

    package var value: Value
    package var position: YAMLPosition

    /// What the value is, for messages.
    package var kind: String {
        switch value {
        case .null: "nothing"
        case .scalar(let text, _): "“\(text)”"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
