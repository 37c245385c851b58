// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
internal import DagrunModel
internal import DagrunRuntime

/// What a connection says about requests, read as Airflow's `HttpHook` reads it.
///
/// Source: `airflow.providers.http.hooks.http` of apache-airflow-providers-http 6.3.0, `_set_base_url`,
/// `_process_extra_options_from_connection` and `run_and_check`, and Python's requests below it. Where these would go on to
/// fail in an obscure way, a setting that makes no sense is an error here.
struct HTTPEndpoint: Sendable {
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
    /// Whether the status of a response decides about success.
    var checksStatus = true

    /// Reads a connection.
    ///
    /// - Throws: ``DagrunRuntime/TaskSignal`` `.fail` when it names no host or has a setting that makes no sense: another try
    ///   would read the same.
    init(_ connection: Connection) throws {
        base = try Self.base(of: connection)
        var settings = HTTPSettings(connection)
        try read(&settings)
        // Members that are no settings are headers.
        headers = try settings.headers()
        if let login = connection.login, !login.isEmpty {
            let credentials = Base64.text(of: Array("\(login):\(connection.password ?? "")".utf8))
            headers["Authorization"] = "Basic \(credentials)"
        }
    }

    /// The URL of a path below the base.
    func url(_ path: String) -> String {
        base.hasSuffix("/") || path.isEmpty || path.hasPrefix("/") ? base + path : "\(base)/\(path)"
    }

    private mutating func read(_ settings: inout HTTPSettings) throws {
        timeout = try settings.seconds("timeout")
        let most = try settings.count("max_redirects")
        if try settings.flag("allow_redirects") == false {
            redirects = .returned
        } else if let most {
            redirects = .followed(atMost: most)
        }
        checksStatus = try settings.flag("check_response") ?? true
        tls = try settings.tls()
        proxy = try settings.proxy(for: base)
        // A response is always read as a whole.
        _ = settings.take("stream")
        if try settings.flag("srv_lookup") == true {
            throw settings.fault("srv_lookup", "is not known here: write the host itself")
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
