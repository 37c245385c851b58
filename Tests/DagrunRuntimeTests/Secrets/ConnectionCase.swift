// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Testing

/// What Airflow 3.3.2 makes of a stored connection.
struct ConnectionCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Fields: Decodable, Sendable {
        var connType: String?
        var host: String?
        var schema: String?
        var login: String?
        var password: String?
        var port: Int?
        var extra: String?

        enum CodingKeys: String, CodingKey {
            case connType = "conn_type"
            case host, schema, login, password, port, extra
        }
    }

    var value: String
    var fields: Fields?
    var uri: String?
    var testDescription: String { value }

    static func all() throws -> [ConnectionCase] {
        var path = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        path += ["Fixtures", "connections.json"]
        let data = try Data(contentsOf: URL(filePath: path.joined(separator: "/")))
        return try JSONDecoder().decode([ConnectionCase].self, from: data)
    }
}
