// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel

extension Connection {
    /// The query key that holds a whole extra.
    private static let extraKey = "__extra__"

    /// Reads Airflow's URI form, such as `postgres://login:password@host:5432/schema?key=value`.
    ///
    /// Login, password, host and schema are percent-decoded. The query becomes the extra, unless it has the key
    /// `__extra__`, whose value is the extra then. `http://https://host` makes the host `https://host`, and the scheme
    /// `my-type` makes the type `my_type`. A `/`, `?`, `#` or `@` in the login or password must be percent-encoded.
    ///
    /// - Parameters:
    ///   - uri: The URI.
    ///   - connID: The connection's id.
    /// - Throws: ``ConnectionError`` for more than two `://`, a port that is no number up to 65535, or malformed brackets.
    ///   A text without scheme or host is not an error.
    public init(uri: String, connID: String) throws(ConnectionError) {
        do {
            try self.init(parsing: Array(uri.utf8), connID: connID)
        } catch {
            throw ConnectionError(
                code: error.isPort ? .invalidPort : .malformedURI, connID: connID,
                reason: "\(error.reason). The form is conn-type://login:password@host:port/schema?key=value")
        }
    }

    private init(parsing uri: [UInt8], connID: String) throws(URIParts.Fault) {
        let separator = Array("://".utf8)
        let separators = uri.ranges(of: separator).count
        if separators > 2 { throw URIParts.Fault(reason: "it has more than two '://'") }
        let hasProtocol = separators == 2
        let scheme = try URIParts(uri).scheme
        let rest = uri.replacing(Array("\(scheme)://".utf8), with: Array((hasProtocol ? "" : "//").utf8))
        if hasProtocol {
            let head = rest[..<(rest.firstRange(of: separator)?.lowerBound ?? rest.endIndex)]
            if head.contains(UInt8(ascii: "@")) || head.contains(UInt8(ascii: ":")) {
                throw URIParts.Fault(reason: "the host's protocol has an '@' or ':' before its '://'")
            }
        }
        let parts = try URIParts(rest)
        self.init(
            connID: connID,
            connType: Self.normalized(scheme),
            host: Self.host(of: parts, hasProtocol: hasProtocol),
            // Whatever the path's first character is, it counts as the slash.
            schema: PercentCoding.unquote(parts.path.dropFirst().drop { UTF8.isContinuation($0) }),
            login: parts.user.map { PercentCoding.unquote($0) },
            password: parts.password.map { PercentCoding.unquote($0) },
            port: try parts.port,
            extra: Self.extra(of: parts.query))
    }

    private static func host(of parts: URIParts, hasProtocol: Bool) -> String {
        var host = PercentCoding.unquote(parts.host.utf8)
        if host.utf8.contains(UInt8(ascii: "/")) {
            // An encoded URL: its case matters from the first letter on.
            host = PercentCoding.unquote(parts.hostInfo.prefix { $0 != UInt8(ascii: ":") })
        }
        return hasProtocol && !parts.scheme.isEmpty && !host.isEmpty ? "\(parts.scheme)://\(host)" : host
    }

    private static func extra(of query: [UInt8]) -> String? {
        if query.isEmpty { return nil }
        var members: [String: JSONValue] = [:]
        for field in query.split(separator: UInt8(ascii: "&")) {
            let name = field.prefix { $0 != UInt8(ascii: "=") }
            let value = PercentCoding.unquote(field.dropFirst(name.count + 1), plusAsSpace: true)
            members[PercentCoding.unquote(name, plusAsSpace: true)] = .string(value)
        }
        if case .string(let extra)? = members[extraKey] { return extra }
        return SecretsJSON.text(of: .object(members))
    }

    /// The connection in Airflow's URI form, secrets included.
    ///
    /// Reading it back gives an equal connection, but for what the form can't hold: a port of 0, the difference of
    /// a missing part from an empty one, and upper case in a host name.
    public var uri: String {
        var text = connType.isEmpty ? "//" : "\(connType.lowercased().replacing("_", with: "-"))://"
        var address = host ?? ""
        if let separator = address.firstRange(of: "://"), address[..<separator.lowerBound] != connType {
            // An empty protocol adds nothing.
            if separator.lowerBound > address.startIndex { text += address[..<separator.upperBound] }
            address = String(address[separator.upperBound...])
        }
        var user = login.map { PercentCoding.quote($0) } ?? ""
        if let password { user += ":" + PercentCoding.quote(password) }
        if !user.isEmpty { user += "@" }
        var place = PercentCoding.quote(address)
        if let port, port != 0 { place += user.isEmpty && place.isEmpty ? "@:\(port)" : ":\(port)" }
        if let schema, !schema.isEmpty { place += "/" + PercentCoding.quote(schema) }
        text += user + place
        guard let extra, !extra.isEmpty else { return text }
        return text + (schema?.isEmpty == false ? "?" : "/?") + Self.query(extra: extra, members: extraJSON)
    }

    private static func query(extra: String, members: [String: JSONValue]) -> String {
        var fields: [String] = []
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            guard case .string(let value) = value else { return "\(extraKey)=\(quotePlus(extra))" }
            fields.append("\(quotePlus(key))=\(quotePlus(value))")
        }
        return fields.isEmpty ? "\(extraKey)=\(quotePlus(extra))" : fields.joined(separator: "&")
    }

    private static func quotePlus(_ text: String) -> String { PercentCoding.quote(text, spaceAsPlus: true) }
}
