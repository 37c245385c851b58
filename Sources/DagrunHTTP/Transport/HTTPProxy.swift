// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Which proxy requests go through.
public struct HTTPProxy: Sendable, Hashable {
    /// As `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` say, as curl reads them.
    ///
    /// `HTTP_PROXY` in capitals is not read, because a CGI request could set it.
    public static let environment = HTTPProxy(.environment)

    /// No proxy, whatever the environment says.
    public static let none = HTTPProxy(.none)

    /// One proxy, whatever the environment says.
    ///
    /// - Parameters:
    ///   - url: The proxy's URL, such as `http://user:password@proxy.example:3128`; `https` and `socks5h` work too.
    ///   - bypassed: Host names and address ranges that are reached without it; "example.org" covers its subdomains.
    /// - Returns: The choice.
    public static func url(_ url: String, bypassed: [String] = []) -> HTTPProxy {
        HTTPProxy(.url(url, bypassed: bypassed))
    }

    /// The closed set behind the choices; they may grow.
    enum Kind: Sendable, Hashable {
        case environment
        case none
        case url(String, bypassed: [String])
    }

    /// The choice made.
    let kind: Kind

    private init(_ kind: Kind) {
        self.kind = kind
    }
}

extension HTTPProxy: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The choice, without the URL, whose form and secrets are the proxy's business.
    public var description: String {
        switch kind {
        case .environment: "proxy from the environment"
        case .none: "no proxy"
        case .url: "proxy from a URL"
        }
    }

    /// The same as the description: a debugger's output ends up in logs too.
    public var debugDescription: String { description }

    /// A mirror that `dump` can't look through.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
