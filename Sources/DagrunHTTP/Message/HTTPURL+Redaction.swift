// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension HTTPURL {
    /// Makes a URL fit for a log: without user, password, query and fragment.
    ///
    /// Of a text that is not a URL nothing is shown, because nobody knows where its secrets are.
    ///
    /// - Parameter text: A URL, or what was given as one.
    /// - Returns: Scheme, host, port and path, or a placeholder.
    static func redact(_ text: String) -> String {
        guard let url = try? HTTPURL(text) else { return "<invalid URL>" }
        let path = url.target.utf8.firstIndex(of: UInt8(ascii: "?")).map { url.target[..<$0] } ?? url.target[...]
        let port = url.port.map { ":\($0)" } ?? ""
        return "\(url.scheme)://\(url.host)\(port)\(path)"
    }

    /// Replaces a text that repeats a secret of this URL.
    ///
    /// libcurl's messages name hosts and ports only, as far as they are known; this makes sure of it.
    ///
    /// - Parameters:
    ///   - message: libcurl's words.
    ///   - fallback: Words that are known to hold no part of a request.
    /// - Returns: One of the two.
    func screen(_ message: String, fallback: String) -> String {
        var secrets: [Substring] = []
        if let userinfo { secrets += [userinfo[...]] + userinfo.split(separator: ":") }
        if let query { secrets.append(query) }
        return secrets.contains { !$0.isEmpty && message.contains($0) } ? fallback : message
    }
}
