// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How a connection is secured.
///
/// TLS 1.2 is the oldest version spoken.
public struct HTTPTLSOptions: Sendable, Hashable {
    /// A PEM file of the certificate authorities to trust; `nil` means the system's.
    ///
    /// It holds for https proxies too.
    public var certificateAuthorityFile: String?
    /// A PEM file with this client's certificate, and its key unless ``clientKeyFile`` names it.
    public var clientCertificateFile: String?
    /// A PEM file with the key of the client certificate.
    public var clientKeyFile: String?
    /// The password of the key, `nil` if it has none.
    public var clientKeyPassword: String?
    /// Whether the server's certificate and name are checked.
    ///
    /// Default: `true`; anything else invites eavesdroppers.
    public var verifiesServer: Bool

    /// Makes options; the defaults trust the system's authorities and show no certificate.
    ///
    /// - Parameters:
    ///   - certificateAuthorityFile: A PEM file of the authorities to trust.
    ///   - clientCertificateFile: A PEM file with this client's certificate.
    ///   - clientKeyFile: A PEM file with its key.
    ///   - clientKeyPassword: The key's password.
    ///   - verifiesServer: Whether the server is checked.
    public init(
        certificateAuthorityFile: String? = nil, clientCertificateFile: String? = nil, clientKeyFile: String? = nil,
        clientKeyPassword: String? = nil, verifiesServer: Bool = true
    ) {
        self.certificateAuthorityFile = certificateAuthorityFile
        self.clientCertificateFile = clientCertificateFile
        self.clientKeyFile = clientKeyFile
        self.clientKeyPassword = clientKeyPassword
        self.verifiesServer = verifiesServer
    }
}

extension HTTPTLSOptions: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The file names, and whether the server is checked; never the password.
    public var description: String {
        let authorities = certificateAuthorityFile ?? "system"
        let certificate = clientCertificateFile ?? "none"
        return "TLS(authorities: \(authorities), client certificate: \(certificate), verifies: \(verifiesServer))"
    }

    /// The same as the description: a debugger's output ends up in logs too.
    public var debugDescription: String { description }

    /// A mirror that `dump` can't look through.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
