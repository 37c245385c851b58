// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The names under which values are taken for secrets.
///
/// A name is sensitive when one of the fields occurs in it, with case ignored and each run of punctuation read as one
/// `_`: `My API-Key` contains `api_key`.
public struct SensitiveNames: Sendable, Hashable {
    /// The parts of a name that make it sensitive, in lower case.
    public let fields: Set<String>

    /// The list of Airflow 3.3: `DEFAULT_SENSITIVE_FIELDS` of its secrets masker.
    public static let airflow = SensitiveNames(fields: [
        "access_key", "access_token", "api_key", "apikey", "auth_header", "authorization", "bearer",
        "connection_string", "dsn", "keyfile_dict", "passphrase", "passwd", "password", "private_key", "proxies",
        "proxy", "proxy_password", "secret", "service_account", "service_key", "token", "webhook_url",
    ])

    /// Makes a list of one's own.
    ///
    /// - Parameter fields: The parts of a name that make it sensitive; empty ones are dropped.
    public init(fields: some Sequence<String>) {
        self.fields = Set(fields.map(Self.normalized).filter { !$0.isEmpty })
    }

    /// This list and more fields, as Airflow's `[core] sensitive_var_conn_names` adds them.
    ///
    /// - Parameter more: The fields to add.
    /// - Returns: The longer list.
    public func adding(_ more: some Sequence<String>) -> SensitiveNames {
        SensitiveNames(fields: Array(fields) + Array(more))
    }

    /// Whether a value of this name is a secret.
    ///
    /// - Parameter name: A variable's key, or a key in a connection's extra.
    /// - Returns: Whether one of the fields occurs in it.
    public func contains(_ name: String) -> Bool {
        let normalized = Self.normalized(name)
        return fields.contains { normalized.contains($0) }
    }

    private static func normalized(_ name: String) -> String {
        let trimmed = name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        var result = String.UnicodeScalarView()
        var inPunctuation = false
        for scalar in String(trimmed).lowercased().unicodeScalars {
            if isWord(scalar) {
                result.append(scalar)
            } else if !inPunctuation {
                result.append("_")
            }
            inPunctuation = !isWord(scalar)
        }
        return String(result)
    }

    /// What `\w` matches in Python: letters, numbers and `_`.
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: scalar == "_"
        }
    }
}
