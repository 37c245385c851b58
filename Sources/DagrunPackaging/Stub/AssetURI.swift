// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The URI of an asset in its parts, cut where Python's `urlsplit` cuts.
///
/// What a provider makes of the URIs of its own schemes is not known here.
struct AssetURI {
    /// The scheme in small letters.
    let scheme: String
    /// Host, port and user, where there are slashes in front of them.
    let authority: String?
    /// The URI as Airflow keeps it: the scheme in small letters, no slash at the end of the path and one where there is no
    /// path, the query sorted, and no fragment.
    let normal: String

    /// Cuts a URI; nil for what has no scheme, or one of those that Airflow lets alone.
    init?(_ uri: String) {
        guard let colon = uri.firstIndex(of: ":"), let first = uri.first, first.isASCII, first.isLetter else {
            return nil
        }
        let written = uri[..<colon]
        guard written.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }) else {
            return nil
        }
        scheme = written.lowercased()
        guard !scheme.hasPrefix("x-") else { return nil }
        var rest = uri[uri.index(after: colon)...]
        if let hash = rest.firstIndex(of: "#") { rest = rest[..<hash] }
        var query = ""
        if let mark = rest.firstIndex(of: "?") {
            // Pairs without a value are left out.
            let pairs = rest[rest.index(after: mark)...].split(separator: "&").filter { pair in
                pair.contains("=") && !pair.hasSuffix("=")
            }
            query = pairs.sorted().joined(separator: "&")
            rest = rest[..<mark]
        }
        if rest.hasPrefix("//") {
            let host = rest.dropFirst(2).prefix { $0 != "/" }
            authority = String(host)
            rest = rest.dropFirst(2 + host.count)
        } else {
            authority = nil
        }
        var path = rest
        while path.last == "/" { path.removeLast() }
        normal =
            scheme + ":" + (authority.map { "//" + $0 } ?? "") + (path.isEmpty ? "/" : String(path))
            + (query.isEmpty ? "" : "?" + query)
    }
}
