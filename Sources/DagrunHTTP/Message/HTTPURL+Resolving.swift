// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension HTTPURL {
    /// Resolves the value of a Location header (RFC 9110, section 10.2.2; RFC 3986, section 5.2).
    ///
    /// Dot segments are left for libcurl, which removes them from every URL before it sends a request.
    ///
    /// - Parameter reference: An absolute URL or a reference relative to this one.
    /// - Returns: The URL that it means.
    /// - Throws: A ``Fault`` when that is not an http or https URL.
    func resolve(_ reference: String) throws(Fault) -> HTTPURL {
        // Many servers send a space as it is; a browser encodes it, and so do we.
        let reference = reference.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "%20")
        if Self.hasScheme(reference) { return try HTTPURL(reference) }
        if reference.utf8.starts(with: "//".utf8) { return try HTTPURL("\(scheme):\(reference)") }

        let path = target.utf8.firstIndex(of: UInt8(ascii: "?")).map { String(target[..<$0]) } ?? target
        let newTarget: String
        switch reference.utf8.first {
        case nil, UInt8(ascii: "#"):
            newTarget = target
        case UInt8(ascii: "/"):
            newTarget = reference
        case UInt8(ascii: "?"):
            newTarget = path + reference
        default:
            let directory = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? "/"
            newTarget = directory + reference
        }
        var base = self
        base.userinfo = nil
        return try HTTPURL("\(base.scheme)://\(base.authorityText)\(newTarget)")
    }

    private var authorityText: String { port.map { "\(host):\($0)" } ?? host }

    /// Whether a reference begins with a scheme (RFC 3986, section 3.1).
    private static func hasScheme(_ reference: String) -> Bool {
        guard let end = reference.utf8.firstIndex(where: { ":/?#".utf8.contains($0) }),
            reference.utf8[end] == UInt8(ascii: ":"), let first = reference.utf8.first, first.isASCIILetter
        else { return false }
        return reference.utf8[..<end].allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0) }
    }
}
