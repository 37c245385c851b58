// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What may stand in the brackets of a URI's host.
///
/// RFC 3986, section 3.2.2.
enum BracketedHost {
    /// Whether a text is an IPv6 address, with or without a zone, or an address of a future version.
    static func isValid(_ text: String) -> Bool {
        if text.hasPrefix("v") { return isFutureAddress(text.utf8.dropFirst()) }
        let parts = text.split(separator: "%", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = parts.first, parts.count == 1 || parts.last?.isEmpty == false else {
            return false
        }
        return isIPv6(address)
    }

    private static func isFutureAddress(_ text: Substring.UTF8View) -> Bool {
        guard let dot = text.firstIndex(of: UInt8(ascii: ".")) else { return false }
        let version = text[..<dot]
        return !version.isEmpty && version.allSatisfy(isHexDigit) && text.index(after: dot) < text.endIndex
    }

    private static func isIPv6(_ text: Substring) -> Bool {
        var groups = text.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count >= 3 else { return false }
        if let last = groups.last, last.contains(".") {
            guard isIPv4(last) else { return false }
            groups.removeLast()
            groups += ["0", "0"]
        }
        guard groups.count <= 9 else { return false }
        // Inside, one empty group is the `::`; at an end, `::` leaves two.
        let gaps = groups.indices.dropFirst().dropLast().filter { groups[$0].isEmpty }
        guard gaps.count <= 1 else { return false }
        let hasGap = gaps.count == 1
        if groups.first?.isEmpty == true && !(hasGap && gaps[0] == 1) { return false }
        if groups.last?.isEmpty == true && !(hasGap && gaps[0] == groups.count - 2) { return false }
        let filled = groups.filter { !$0.isEmpty }
        guard filled.allSatisfy({ $0.utf8.count <= 4 && $0.utf8.allSatisfy(isHexDigit) }) else { return false }
        return hasGap ? filled.count <= 7 : filled.count == 8 && groups.count == 8
    }

    private static func isIPv4(_ text: Substring) -> Bool {
        let octets = text.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4
            && octets.allSatisfy { octet in
                guard (1...3).contains(octet.utf8.count), octet.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
                    return false
                }
                // A leading zero could mean octal, so nobody accepts it.
                return (octet.utf8.count == 1 || !octet.hasPrefix("0")) && (Int(octet) ?? 256) <= 255
            }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (byte >= 48 && byte <= 57) || ((byte | 0x20) >= 97 && (byte | 0x20) <= 102)
    }
}
