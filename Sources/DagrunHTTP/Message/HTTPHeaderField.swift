// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// One header field: a name and a value (RFC 9110, section 5).
///
/// Fields are equal when their values are and their names are but for case.
public struct HTTPHeaderField: Sendable {
    /// The name, as it was written.
    public let name: String
    /// The value, without surrounding white space.
    public let value: String

    /// Pairs a name and a value.
    ///
    /// - Parameters:
    ///   - name: A token such as "Content-Type".
    ///   - value: Any text without line ends.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// Compares the name with another, ignoring the case of ASCII letters.
    func isNamed(_ other: String) -> Bool {
        let ours = name.utf8
        let theirs = other.utf8
        return ours.count == theirs.count && zip(ours, theirs).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
    }

    /// Names whose values say nothing that must be kept from a log.
    private static let harmless: Set<String> = [
        "accept", "accept-encoding", "accept-language", "age", "allow", "cache-control", "connection",
        "content-encoding", "content-language", "content-length", "content-type", "date", "etag", "expires", "host",
        "last-modified", "retry-after", "server", "transfer-encoding", "upgrade", "user-agent", "vary",
    ]
}

extension HTTPHeaderField: Hashable {
    /// Compares names without case and values exactly.
    public static func == (lhs: HTTPHeaderField, rhs: HTTPHeaderField) -> Bool {
        lhs.isNamed(rhs.name) && lhs.value == rhs.value
    }

    /// Feeds the name without case, and the value, to a hasher.
    ///
    /// - Parameter hasher: The hasher.
    public func hash(into hasher: inout Hasher) {
        for byte in name.utf8 { hasher.combine(byte.asciiLowercased) }
        hasher.combine(value)
    }
}

extension HTTPHeaderField: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The field as "Name: value", with the value replaced unless the field is known to be harmless.
    ///
    /// Which fields carry secrets depends on the server (`X-API-Key`, `PRIVATE-TOKEN`), so the list names those that don't.
    public var description: String {
        let lowercased = String(decoding: name.utf8.map(\.asciiLowercased), as: UTF8.self)
        return "\(name): \(Self.harmless.contains(lowercased) ? value : "<redacted>")"
    }

    /// The same as the description: a debugger's output ends up in logs too.
    public var debugDescription: String { description }

    /// A mirror that `dump` can't look through.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
