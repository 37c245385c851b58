// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The parts of an absolute http or https URL (RFC 9110, section 4.2; RFC 3986, section 3).
///
/// It is stricter than libcurl, which guesses a missing scheme and forgives missing slashes: both must see the same
/// host, or a description would hide and a redirect would trust the wrong thing.
struct HTTPURL: Sendable, Hashable {
    /// What is wrong with a URL, in words that don't repeat it.
    struct Fault: Error {
        /// What is wrong, and what it should be.
        let reason: String
    }

    /// "http" or "https".
    let scheme: String
    /// The text before the "@", still encoded.
    var userinfo: String?
    /// The host in lower case, with brackets if it is an IPv6 address.
    let host: String
    /// The port if one is written.
    let port: Int?
    /// Path and query as written; empty or beginning with "/" or "?".
    let target: String

    /// Takes a URL apart.
    ///
    /// - Parameter text: The URL.
    /// - Throws: A ``Fault`` when it is not an absolute http or https URL.
    init(_ text: String) throws(Fault) {
        guard !text.utf8.contains(where: { $0.isASCIIControl || $0 == 0x20 }) else {
            throw Fault(reason: "it holds a space or a control character; percent-encode it")
        }
        let bytes = Substring(text)
        guard let colon = bytes.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            throw Fault(reason: "it has no scheme; begin it with http:// or https://")
        }
        scheme = Self.lowercase(bytes[..<colon])
        guard scheme == "http" || scheme == "https" else {
            throw Fault(reason: "its scheme is neither http nor https")
        }
        let rest = bytes[colon...].dropFirst()
        guard rest.utf8.starts(with: "//".utf8) else {
            throw Fault(reason: "two slashes must follow its scheme, as in https://host/path")
        }
        let afterSlashes = rest.dropFirst(2)
        let authorityEnd = afterSlashes.utf8.firstIndex { "/?#".utf8.contains($0) } ?? afterSlashes.endIndex
        var authority = afterSlashes[..<authorityEnd]
        let remainder = afterSlashes[authorityEnd...]
        target = String(remainder[..<(remainder.utf8.firstIndex(of: UInt8(ascii: "#")) ?? remainder.endIndex)])
        // The last "@" counts, as for libcurl: a password may hold one.
        if let at = authority.utf8.lastIndex(of: UInt8(ascii: "@")) {
            userinfo = String(authority[..<at])
            authority = authority[at...].dropFirst()
        }
        let (host, port) = try Self.hostAndPort(authority)
        self.host = host
        self.port = port
    }

    private static func hostAndPort(_ authority: Substring) throws(Fault) -> (String, Int?) {
        var host = authority
        var portText: Substring?
        if authority.utf8.first == UInt8(ascii: "[") {
            guard let bracket = authority.utf8.firstIndex(of: UInt8(ascii: "]")) else {
                throw Fault(reason: "the bracket of its IPv6 address is not closed")
            }
            host = authority[...bracket]
            let after = authority[bracket...].dropFirst()
            if !after.isEmpty {
                guard after.utf8.first == UInt8(ascii: ":") else {
                    throw Fault(reason: "only a port can follow its IPv6 address")
                }
                portText = after.dropFirst()
            }
        } else if let colon = authority.utf8.firstIndex(of: UInt8(ascii: ":")) {
            host = authority[..<colon]
            portText = authority[colon...].dropFirst()
        }
        guard !host.isEmpty else { throw Fault(reason: "it has no host") }
        guard !host.utf8.contains(where: { #"\<>"^`{|}"#.utf8.contains($0) }) else {
            throw Fault(reason: "its host holds a character that a host can't")
        }
        guard let portText, !portText.isEmpty else { return (lowercase(host), nil) }
        guard portText.utf8.allSatisfy(\.isASCIIDigit), let port = Int(portText), (1...65535).contains(port) else {
            throw Fault(reason: "its port is not a number from 1 to 65535")
        }
        return (lowercase(host), port)
    }

    private static func lowercase(_ text: Substring) -> String {
        String(decoding: text.utf8.map(\.asciiLowercased), as: UTF8.self)
    }

    /// The URL, put together again without its fragment.
    var text: String { userinfo.map { "\(scheme)://\($0)@\(location)\(target)" } ?? withoutCredentials }

    /// The URL without user and password.
    var withoutCredentials: String { "\(scheme)://\(location)\(target)" }

    /// Host and port as they stand in a URL.
    private var location: String { port.map { "\(host):\($0)" } ?? host }

    /// The query without its "?", if there is one.
    var query: Substring? {
        target.utf8.firstIndex(of: UInt8(ascii: "?")).map { target[$0...].dropFirst() }
    }

    /// Whether two URLs share scheme, host and port, a missing port being the scheme's own.
    func hasOrigin(of other: HTTPURL) -> Bool {
        scheme == other.scheme && host == other.host && (port ?? defaultPort) == (other.port ?? other.defaultPort)
    }

    /// Whether it is the same host as another URL's, reached by https in place of http, at the ports they have by themselves.
    ///
    /// As `should_strip_auth` of Python's requests, and so Airflow's `HttpHook`, allows it.
    func isSecured(_ other: HTTPURL) -> Bool {
        (other.scheme, scheme) == ("http", "https") && host == other.host
            && (port ?? defaultPort, other.port ?? other.defaultPort) == (443, 80)
    }

    private var defaultPort: Int { scheme == "https" ? 443 : 80 }
}
