// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

extension Connection {
    /// The keys of the JSON form.
    package static let jsonKeys = [
        "conn_type", "description", "extra", "host", "login", "password", "port", "schema", "uri",
    ]

    /// Reads what a secrets source stores: the JSON form when it starts with `{`, else the URI form.
    ///
    /// - Parameters:
    ///   - text: The stored text; space around it is ignored.
    ///   - connID: The connection's id.
    /// - Throws: ``ConnectionError`` when the text is neither.
    public init(text: String, connID: String) throws(ConnectionError) {
        var trimmed = text[...]
        while trimmed.first?.isWhitespace == true { trimmed.removeFirst() }
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        if trimmed.isEmpty {
            throw ConnectionError(code: .malformedURI, connID: connID, reason: "it is empty")
        }
        if trimmed.hasPrefix("{") {
            try self.init(json: String(trimmed), connID: connID)
        } else {
            try self.init(uri: String(trimmed), connID: connID)
        }
    }

    /// Reads Airflow's JSON form.
    ///
    /// - Parameters:
    ///   - json: A JSON object with the keys `conn_type`, `host`, `login`, `password`, `schema`, `port`, `extra`, or with
    ///     `uri` alone.
    ///   - connID: The connection's id.
    /// - Throws: ``ConnectionError`` when the text is no such object.
    public init(json: String, connID: String) throws(ConnectionError) {
        guard case .object(let members)? = SecretsJSON.value(of: json) else {
            throw ConnectionError(code: .malformedJSON, connID: connID, reason: "it is not a JSON object")
        }
        try self.init(object: members, connID: connID)
    }

    /// Reads the members of Airflow's JSON form.
    ///
    /// The extra is an object or a JSON text, the port a number or its digits. Texts may be written as whole numbers.
    /// A `description` is allowed and dropped: no task needs it.
    ///
    /// - Parameters:
    ///   - object: The members.
    ///   - connID: The connection's id.
    /// - Throws: ``ConnectionError`` for an unknown key, a value of the wrong type, or `uri` beside other keys.
    public init(object: [String: JSONValue], connID: String) throws(ConnectionError) {
        if let unknown = object.keys.sorted().first(where: { !Self.jsonKeys.contains($0) }) {
            throw ConnectionError(
                code: .unexpectedKey, connID: connID,
                reason: "the key '\(unknown)' is unknown; the keys are \(Self.jsonKeys.joined(separator: ", "))")
        }
        func text(_ key: String) throws(ConnectionError) -> String? {
            switch object[key] {
            case nil, .null?: return nil
            case .string(let text)?: return text
            case .int(let number)?: return String(number)
            default: throw Self.wrongType(key, "a text", connID)
            }
        }
        let extra = Self.extra(object["extra"])
        let port = try Self.port(object["port"], connID)
        let connType = try text("conn_type") ?? ""
        if let uri = try text("uri") {
            let others = Set(object.keys).subtracting(["uri", "extra", "port", "conn_type"])
            guard others.isEmpty, extra == nil, port == nil, connType.isEmpty else {
                throw ConnectionError(
                    code: .unexpectedKey, connID: connID, reason: "'uri' can't stand beside other keys; use one form")
            }
            try self.init(uri: uri, connID: connID)
            return
        }
        self.init(
            connID: connID, connType: Self.normalized(connType), host: try text("host"), schema: try text("schema"),
            login: try text("login"), password: try text("password"), port: port, extra: extra)
    }

    private static func extra(_ value: JSONValue?) -> String? {
        switch value {
        case nil, .null?, .bool(false)?, .int(0)?, .double(0)?, .string("")?, .array([])?, .object([:])?: nil
        case .string(let text)?: text
        case let value?: SecretsJSON.text(of: value)
        }
    }

    private static func port(_ value: JSONValue?, _ connID: String) throws(ConnectionError) -> Int? {
        switch value {
        case nil, .null?, .bool(false)?, .int(0)?, .double(0)?, .string("")?, .array([])?, .object([:])?: return nil
        case .bool(true)?: return 1
        case .int(let number)?: if let port = Int(exactly: number) { return port }
        case .double(let number)?: if let port = Int(exactly: number.rounded(.towardZero)) { return port }
        case .string(let text)?: if let port = pythonInteger(text) { return port }
        default: throw wrongType("port", "a number", connID)
        }
        throw ConnectionError(
            code: .invalidPort, connID: connID, reason: "'port' is no whole number; write 5432 or \"5432\"")
    }

    /// A whole number as Python's `int()` reads it: space around it, a sign, and single `_` between digits.
    private static func pythonInteger(_ text: String) -> Int? {
        let digits = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        let unsigned = digits.first == "+" || digits.first == "-" ? digits.dropFirst() : digits[...]
        let groups = unsigned.split(separator: "_", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return nil }
        return Int(String(digits.filter { $0 != "_" }))
    }

    private static func wrongType(_ key: String, _ expected: String, _ connID: String) -> ConnectionError {
        ConnectionError(code: .wrongType, connID: connID, reason: "'\(key)' is not \(expected)")
    }
}
