// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A URI cut into its parts as Python's `urlsplit` cuts it, which is what Airflow reads connections with.
///
/// RFC 3986 with the liberties of the WHATWG URL standard: leading spaces and control characters go, and so do tabs and
/// line ends anywhere.
struct URIParts {
    /// The scheme in lower case; empty when there is none.
    private(set) var scheme = ""
    /// Between `//` and the next `/`, `?` or `#`.
    private(set) var authority: [UInt8] = []
    private(set) var path: [UInt8] = []
    private(set) var query: [UInt8] = []

    /// Why a text is no URI; never quotes it.
    struct Fault: Error {
        var reason: String
        /// Whether it is the port.
        var isPort = false
    }

    init(_ uri: [UInt8]) throws(Fault) {
        var rest = uri.drop { $0 <= 0x20 }.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }[...]
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")), let first = rest.first, Self.isLetter(first),
            rest[..<colon].allSatisfy(Self.isSchemeByte)
        {
            scheme = String(decoding: rest[..<colon], as: UTF8.self).lowercased()
            rest = rest[(colon + 1)...]
        }
        if rest.starts(with: "//".utf8) {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
            authority = Array(rest[..<(end ?? rest.endIndex)])
            rest = rest[(end ?? rest.endIndex)...]
            try checkBrackets()
        }
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<hash] }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            query = Array(rest[(mark + 1)...])
            rest = rest[..<mark]
        }
        path = Array(rest)
        try checkDisguisedDelimiters()
    }

    /// What stands before the last `@` of the authority; `nil` when there is none.
    var user: [UInt8]? { userInfo.map { $0.prefix { $0 != UInt8(ascii: ":") } }.map(Array.init) }

    /// What stands between the first `:` and the last `@` of the authority; `nil` when there is none.
    var password: [UInt8]? {
        guard let userInfo, let colon = userInfo.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        return Array(userInfo[(colon + 1)...])
    }

    /// The host, still encoded, in lower case up to an IPv6 zone or the first `%`.
    var host: String {
        let (host, _) = hostAndPort
        let end = host.firstIndex(of: UInt8(ascii: "%")) ?? host.endIndex
        return String(decoding: host[..<end], as: UTF8.self).lowercased()
            + String(decoding: host[end...], as: UTF8.self)
    }

    /// The port; `nil` when there is none or it is empty.
    var port: Int? {
        get throws(Fault) {
            let (_, digits) = hostAndPort
            if digits.isEmpty { return nil }
            guard digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
                let port = Int(String(decoding: digits, as: UTF8.self)), port <= 65535
            else {
                throw Fault(
                    reason:
                        "what stands after the host's ':' is no port number from 0 to 65535; a '/', '?', '#' or '@' "
                        + "in the login or password must be percent-encoded",
                    isPort: true)
            }
            return port
        }
    }

    /// What stands behind the last `@` of the authority.
    var hostInfo: ArraySlice<UInt8> {
        guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return authority[...] }
        return authority[(at + 1)...]
    }

    private var userInfo: ArraySlice<UInt8>? {
        authority.lastIndex(of: UInt8(ascii: "@")).map { authority[..<$0] }
    }

    private var hostAndPort: (host: ArraySlice<UInt8>, port: ArraySlice<UInt8>) {
        guard let open = hostInfo.firstIndex(of: UInt8(ascii: "[")) else {
            return Self.cut(hostInfo, at: UInt8(ascii: ":"))
        }
        let (host, rest) = Self.cut(hostInfo[(open + 1)...], at: UInt8(ascii: "]"))
        return (host, Self.cut(rest, at: UInt8(ascii: ":")).1)
    }

    private static func cut(_ bytes: ArraySlice<UInt8>, at mark: UInt8) -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
        guard let index = bytes.firstIndex(of: mark) else { return (bytes, bytes[bytes.endIndex...]) }
        return (bytes[..<index], bytes[(index + 1)...])
    }

    private func checkBrackets() throws(Fault) {
        let open = authority.firstIndex(of: UInt8(ascii: "["))
        let close = authority.firstIndex(of: UInt8(ascii: "]"))
        guard let open else {
            if close != nil { throw Fault(reason: "a ']' has no '[' before it") }
            return
        }
        if close == nil { throw Fault(reason: "a '[' is not closed") }
        let (inside, _) = Self.cut(authority[(open + 1)...], at: UInt8(ascii: "]"))
        guard BracketedHost.isValid(String(decoding: inside, as: UTF8.self)) else {
            throw Fault(reason: "what stands in brackets is no IPv6 address")
        }
    }

    /// Refuses characters that Unicode's NFKC form turns into a delimiter, such as the full-width slash.
    ///
    /// The list is that of all code points whose NFKC form has one of `/?#@:`, which is Python's check.
    private func checkDisguisedDelimiters() throws(Fault) {
        let disguised: Set<UInt32> = [
            0x2047, 0x2048, 0x2049, 0x2100, 0x2101, 0x2105, 0x2106, 0x2A74, 0xFE13, 0xFE16, 0xFE55, 0xFE56, 0xFE5F,
            0xFE6B, 0xFF03, 0xFF0F, 0xFF1A, 0xFF1F, 0xFF20,
        ]
        if String(decoding: authority, as: UTF8.self).unicodeScalars.contains(where: { disguised.contains($0.value) }) {
            throw Fault(
                reason: "login, password or host has a character that looks like a delimiter; percent-encode it")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
