// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc

/// A process that ends TLS in front of a server of the tests.
final class TLSFront: Sendable {
    let port: UInt16
    private let process: TestProcess

    /// Starts the front.
    ///
    /// - Parameters:
    ///   - server: The server behind it.
    ///   - certificates: The server's certificate.
    ///   - requiringClient: A PEM file of the client certificates to insist on.
    ///   - protocols: The protocols to agree to, in ALPN's names.
    /// - Throws: A ``TestSystemError`` when the process does not start.
    init(
        of server: TestServer, _ certificates: TestCertificates, requiringClient: String? = nil,
        protocols: [String] = ["http/1.1"]
    ) throws {
        process = try TestProcess([
            "python3", "-c", Self.script, certificates.serverCertificate, certificates.serverKey,
            requiringClient ?? "-",
            protocols.joined(separator: ","), String(server.port),
        ])
        guard let line = process.readLine(), let port = UInt16(line) else {
            process.closeInput()
            throw TestSystemError(call: "python3", errno: 0)
        }
        self.port = port
    }

    deinit {
        process.closeInput()
        _ = process.waitForExit()
    }

    /// Ends TLS on a port of its own and passes the bytes on; prints the port, and ends when its input does.
    private static let script = """
        import os
        import select
        import socket
        import ssl
        import sys
        import threading

        certificate, key, client_authority, protocols, target = sys.argv[1:]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        context.set_alpn_protocols(protocols.split(","))
        if client_authority != "-":
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(client_authority)


        def serve(raw):
            try:
                with context.wrap_socket(raw, server_side=True) as tls, socket.create_connection(
                    ("127.0.0.1", int(target))
                ) as plain:
                    # One thread for both ways: a TLS connection can't be read and written at once.
                    while True:
                        ready = [tls] if tls.pending() else select.select([tls, plain], [], [])[0]
                        for source in ready:
                            data = source.recv(65536)
                            if not data:
                                return
                            (plain if source is tls else tls).sendall(data)
            except OSError:
                pass


        listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        print(listener.getsockname()[1], flush=True)


        def accept():
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()


        threading.Thread(target=accept, daemon=True).start()
        sys.stdin.read()
        os._exit(0)
        """

    /// A URL of this front.
    func url(_ path: String = "/", host: String = "127.0.0.1") -> String {
        "https://\(host):\(port)\(path)"
    }
}
