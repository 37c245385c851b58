// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc

/// Certificates for 127.0.0.1 and for a client, made by the openssl command in a folder that goes with this object.
final class TestCertificates: Sendable {
    /// Both commands that the TLS tests need.
    static let toolsAreInstalled =
        TestProcess.run(["openssl", "version"]) && TestProcess.run(["python3", "-c", "import ssl"])
    let serverCertificate: String
    let serverKey: String
    let clientCertificate: String
    let clientKey: String

    private let folder: String

    init() throws {
        var template = Array("\(P_tmpdir)/dagrun-http-tests-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw TestSystemError(call: "mkdtemp", errno: errno) }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        self.folder = folder
        (serverCertificate, serverKey) = ("\(folder)/server.pem", "\(folder)/server.key")
        (clientCertificate, clientKey) = ("\(folder)/client.pem", "\(folder)/client.key")
        for (certificate, key, name) in [
            (serverCertificate, serverKey, "IP:127.0.0.1"), (clientCertificate, clientKey, "DNS:client"),
        ] {
            let isMade = TestProcess.run([
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2", "-subj", "/CN=dagrun-test", "-addext", "subjectAltName=\(name)",
                "-keyout", key, "-out", certificate,
            ])
            guard isMade else { throw TestSystemError(call: "openssl req", errno: 0) }
        }
    }

    deinit {
        _ = TestProcess.run(["rm", "-r", folder])
    }
}
