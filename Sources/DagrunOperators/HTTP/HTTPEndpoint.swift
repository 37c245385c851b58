// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
internal import DagrunModel
internal import DagrunRuntime

/// What a connection says about requests, read as Airflow's `HttpHook` reads it.
struct HTTPEndpoint: Sendable {
    /// Settings of the session, which are no headers: `_process_extra_options_from_connection` of Airflow's hook.
    private static let settings: Set<String> = [
        "allow_redirects", "auth_kwargs", "auth_type", "cert", "check_response", "headers", "max_redirects", "proxies",
        "stream", "timeout", "trust_env", "verify",
    ]

    /// Scheme, host and port, and a path where the host has one.
    var base: String
    /// Headers that requests get unless they have their own.
    var headers = HTTPHeaders()
    /// The time allowed for a request.
    var timeout: Duration?
    /// What to do with redirects, where the connection says.
    var redirects: HTTPRedirects?
    /// How to secure connections, where the connection says.
    var tls: HTTPTLSOptions?
    /// Which proxy to take, where the connection says.
    var proxy: HTTPProxy?

    /// Reads a connection.
    ///
    /// - Throws: ``DagrunRuntime/TaskSignal`` `.fail` when it names no host: another try would read the same.
    init(_ connection: Connection) throws {
        base = try Self.base(of: connection)
        if let login = connection.login, !login.isEmpty {
            let credentials = Base64.text(of: "\(login):\(connection.password ?? "")".utf8)
            headers["Authorization"] = "Basic \(credentials)"
        }
        let extra = connection.extraJSON
        for (name, value) in extra.sorted(by: { $0.key < $1.key }) where !Self.settings.contains(name) {
            headers[name] = value.templateText
        }
        if case .object(let more)? = extra["headers"] {
            for (name, value) in more.sorted(by: { $0.key < $1.key }) { headers[name] = value.templateText }
        }
        readSettings(extra)
    }

    /// The URL of a path below the base.
    func url(_ path: String) -> String {
        base.hasSuffix("/") || path.isEmpty || path.hasPrefix("/") ? base + path : "\(base)/\(path)"
    }

    private mutating func readSettings(_ extra: [String: JSONValue]) {
        switch extra["timeout"] {
        case .int(let seconds)? where 0 < seconds && seconds < 1 << 31: timeout = .seconds(seconds)
        case .double(let seconds)? where 0 < seconds && seconds < 2e9: timeout = .seconds(seconds)
        default: break
        }
        switch (extra["allow_redirects"], extra["max_redirects"]) {
        case (.bool(false)?, _): redirects = .returned
        case (_, .int(let most)?): redirects = .followed(atMost: Int(clamping: most))
        case (.bool(true)?, _): redirects = .followed(atMost: 30)
        default: break
        }
        var options = HTTPTLSOptions()
        switch extra["verify"] {
        case .bool(let verifies)?: options.verifiesServer = verifies
        case .string(let file)?: options.certificateAuthorityFile = file
        default: break
        }
        switch extra["cert"] {
        case .string(let file)?: options.clientCertificateFile = file
        case .array(let files)? where files.count == 2:
            if case .string(let certificate) = files[0] { options.clientCertificateFile = certificate }
            if case .string(let key) = files[1] { options.clientKeyFile = key }
        default: break
        }
        if options != HTTPTLSOptions() { tls = options }
        if case .object(let proxies)? = extra["proxies"] {
            let scheme = base.hasPrefix("https:") ? "https" : "http"
            if case .string(let url)? = proxies[scheme] ?? proxies["all"] { proxy = .url(url) }
        }
    }

    private static func base(of connection: Connection) throws -> String {
        let host = connection.host ?? ""
        guard !host.isEmpty else {
            throw TaskSignal.fail(
                "connection “\(connection.connID)” has no host: set one, such as https://api.example.org")
        }
        guard !host.contains("://") else { return withPort(connection.port, host) }
        let schema = connection.schema ?? ""
        // Airflow takes http here even for the type `https`; nobody who writes that wants it.
        let scheme = schema.isEmpty ? (connection.connType == "https" ? "https" : "http") : schema
        guard scheme == "http" || scheme == "https" else {
            throw TaskSignal.fail(
                "connection “\(connection.connID)” has the schema “\(scheme)”: for HTTP it is http or https")
        }
        return withPort(connection.port, "\(scheme)://\(host)")
    }

    /// The port goes behind the host, which may have a path behind it.
    private static func withPort(_ port: Int?, _ url: String) -> String {
        guard let port, let host = url.firstRange(of: "://")?.upperBound else { return url }
        let end = url[host...].firstIndex(of: "/") ?? url.endIndex
        return "\(url[..<end]):\(port)\(url[end...])"
    }
}
