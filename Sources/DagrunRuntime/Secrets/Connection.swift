// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// Where and how to reach an outside system, as Airflow stores it.
///
/// `nil` and an empty text are different, as they are in Airflow: the URI `http://@host` has an empty login and
/// `http://host` has none. What is printed of a connection never shows the password or the extra's values; encoding it,
/// and ``uri``, does.
public struct Connection: Sendable, Hashable {
    /// The id that tasks ask for.
    public var connID: String
    /// The kind of system, such as `postgres` or `http`; empty when nothing says.
    public var connType: String
    /// The host name, with its protocol where that differs from the connection type.
    public var host: String?
    /// The database, the URL path, or whatever the system calls its namespace.
    public var schema: String?
    /// The user.
    public var login: String?
    /// The password; register it with a ``SecretMasker`` before it is used.
    public var password: String?
    /// The port number.
    public var port: Int?
    /// More settings, as a JSON text.
    public var extra: String?

    /// Makes a connection from its parts.
    ///
    /// - Parameters:
    ///   - connID: The id that tasks ask for.
    ///   - connType: The kind of system; taken as it is.
    ///   - host: The host name.
    ///   - schema: The database or namespace.
    ///   - login: The user.
    ///   - password: The password.
    ///   - port: The port number.
    ///   - extra: More settings, as a JSON text.
    public init(
        connID: String, connType: String = "", host: String? = nil, schema: String? = nil, login: String? = nil,
        password: String? = nil, port: Int? = nil, extra: String? = nil
    ) {
        self.connID = connID
        self.connType = connType
        self.host = host
        self.schema = schema
        self.login = login
        self.password = password
        self.port = port
        self.extra = extra
    }

    /// The settings in the extra.
    ///
    /// Empty when the extra is missing, is not JSON, or is JSON but no object.
    public var extraJSON: [String: JSONValue] {
        guard let extra, !extra.isEmpty, case .object(let members)? = SecretsJSON.value(of: extra) else { return [:] }
        return members
    }

    /// Airflow's spelling of a connection type: `postgresql` is `postgres`, and `-` is `_`.
    static func normalized(_ connType: String) -> String {
        connType == "postgresql" ? "postgres" : connType.replacing("-", with: "_")
    }
}

extension Connection: Codable {
    // The names of the Execution API's response.
    private enum CodingKeys: String, CodingKey {
        case connID = "conn_id"
        case connType = "conn_type"
        case host, schema, login, password, port, extra
    }
}
