// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A request method (RFC 9110, section 9).
///
/// Methods are case-sensitive, and any token is allowed: `HTTPMethod(rawValue: "PURGE")`.
public struct HTTPMethod: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// Reads a resource.
    public static let get = HTTPMethod(rawValue: "GET")
    /// Reads the headers of a resource; the response has no body.
    public static let head = HTTPMethod(rawValue: "HEAD")
    /// Has a resource process the request's body.
    public static let post = HTTPMethod(rawValue: "POST")
    /// Replaces a resource by the request's body.
    public static let put = HTTPMethod(rawValue: "PUT")
    /// Changes a part of a resource (RFC 5789).
    public static let patch = HTTPMethod(rawValue: "PATCH")
    /// Removes a resource.
    public static let delete = HTTPMethod(rawValue: "DELETE")
    /// Asks what a resource or server can do.
    public static let options = HTTPMethod(rawValue: "OPTIONS")

    /// The method as it goes over the wire.
    public let rawValue: String

    /// Takes a method as it goes over the wire.
    ///
    /// Nothing is checked here; a client refuses a request whose method is not a token.
    ///
    /// - Parameter rawValue: The method, upper case by convention.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Whether sending the request twice has the effect of sending it once (RFC 9110, section 9.2.2).
    public var isIdempotent: Bool {
        switch rawValue {
        case "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE": true
        default: false
        }
    }

    /// The method as it goes over the wire.
    public var description: String { rawValue }
}
