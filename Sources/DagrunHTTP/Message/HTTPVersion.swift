// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The version of HTTP that a response came with (RFC 9110, section 2.5).
public struct HTTPVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// HTTP/1.0.
    public static let http1 = HTTPVersion(major: 1, minor: 0)
    /// HTTP/1.1 (RFC 9112).
    public static let http11 = HTTPVersion(major: 1, minor: 1)
    /// HTTP/2 (RFC 9113).
    public static let http2 = HTTPVersion(major: 2, minor: 0)
    /// HTTP/3 (RFC 9114).
    public static let http3 = HTTPVersion(major: 3, minor: 0)

    /// The number before the point.
    public let major: Int
    /// The number after the point.
    public let minor: Int

    /// Names a version by its two numbers.
    ///
    /// - Parameters:
    ///   - major: The number before the point.
    ///   - minor: The number after the point.
    public init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Whether a version is older than another.
    public static func < (lhs: HTTPVersion, rhs: HTTPVersion) -> Bool {
        (lhs.major, lhs.minor) < (rhs.major, rhs.minor)
    }

    /// The usual spelling, such as "HTTP/1.1" or "HTTP/2".
    public var description: String {
        major >= 2 && minor == 0 ? "HTTP/\(major)" : "HTTP/\(major).\(minor)"
    }
}
