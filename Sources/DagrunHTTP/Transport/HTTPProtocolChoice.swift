// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Which versions of HTTP a client offers.
public struct HTTPProtocolChoice: Sendable, Hashable {
    /// HTTP/2 where TLS negotiates it (RFC 9113, section 3.2), HTTP/1.1 elsewhere.
    public static let negotiated = HTTPProtocolChoice(.negotiated)
    /// HTTP/1.1 only.
    public static let http11 = HTTPProtocolChoice(.http11)

    /// The closed set behind the choices; they may grow.
    enum Kind: Sendable, Hashable {
        case negotiated, http11
    }

    /// The choice made.
    let kind: Kind

    private init(_ kind: Kind) {
        self.kind = kind
    }
}
