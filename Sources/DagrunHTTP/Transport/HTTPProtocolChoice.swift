// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Which versions of HTTP a client offers.
public struct HTTPProtocolChoice: Sendable, Hashable {
    /// HTTP/2 where TLS negotiates it (RFC 9113, section 3.2), HTTP/1.1 elsewhere.
    public static let negotiated = HTTPProtocolChoice(.negotiated)
    /// HTTP/1.1 only.
    public static let http11 = HTTPProtocolChoice(.http11)
    /// HTTP/2 from the first byte, without TLS too (RFC 9113, section 3.3). The server must be known to speak it.
    public static let http2WithPriorKnowledge = HTTPProtocolChoice(.http2)

    /// The closed set behind the choices; they may grow.
    enum Kind: Sendable, Hashable {
        case negotiated, http11, http2
    }

    /// The choice made.
    let kind: Kind

    private init(_ kind: Kind) {
        self.kind = kind
    }
}
