// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension HTTPError {
    /// A kind of failure.
    ///
    /// More may be added, so a `switch` over codes needs a `default`.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The URL is not an absolute http or https URL.
        public static let badURL = Code(.badURL)
        /// The request breaks a rule of HTTP, such as a line end in a header.
        public static let invalidRequest = Code(.invalidRequest)
        /// The host's name could not be resolved.
        public static let cannotResolve = Code(.cannotResolve)
        /// No connection to the host was possible.
        public static let cannotConnect = Code(.cannotConnect)
        /// The time for connecting or for the whole request passed.
        public static let timedOut = Code(.timedOut)
        /// The connection ended before the response was complete.
        public static let connectionLost = Code(.connectionLost)
        /// No secure connection was possible, or a certificate was refused by either side.
        public static let tls = Code(.tls)
        /// The proxy could not be found or refused.
        public static let proxy = Code(.proxy)
        /// The response's body or headers are larger than allowed.
        public static let tooLarge = Code(.tooLarge)
        /// More redirects came than are followed.
        public static let tooManyRedirects = Code(.tooManyRedirects)
        /// The server's answer is not HTTP, or a part of it can't be decoded.
        public static let protocolViolation = Code(.protocolViolation)
        /// The calling task was cancelled.
        public static let cancelled = Code(.cancelled)
        /// The client was shut down.
        public static let clientShutDown = Code(.clientShutDown)
        /// libcurl is not installed, or is too old.
        public static let libraryMissing = Code(.libraryMissing)
        /// Something else, mostly a lack of memory, threads or file descriptors.
        public static let other = Code(.other)

        private enum Kind: Sendable {
            case badURL, invalidRequest, cannotResolve, cannotConnect, timedOut, connectionLost, tls, proxy, tooLarge
            case tooManyRedirects, protocolViolation, cancelled, clientShutDown, libraryMissing, other
        }

        private let kind: Kind

        private init(_ kind: Kind) {
            self.kind = kind
        }

        /// The kind in a few words.
        public var description: String {
            switch kind {
            case .badURL: "bad URL"
            case .invalidRequest: "invalid request"
            case .cannotResolve: "can't resolve the host"
            case .cannotConnect: "can't connect"
            case .timedOut: "timed out"
            case .connectionLost: "connection lost"
            case .tls: "no secure connection"
            case .proxy: "proxy failed"
            case .tooLarge: "response too large"
            case .tooManyRedirects: "too many redirects"
            case .protocolViolation: "not a valid HTTP response"
            case .cancelled: "cancelled"
            case .clientShutDown: "the HTTP client was shut down"
            case .libraryMissing: "libcurl is missing"
            case .other: "failed"
            }
        }

        /// What a person can do, where that is not in the reason.
        var advice: String? {
            switch kind {
            case .cannotResolve: "Check the host name and this machine's DNS"
            case .cannotConnect: "Check that the server runs and that no firewall is between"
            case .timedOut: "Check the server, or allow more time"
            case .tls: "Check the CA file, the client certificate, the server's name, and that it speaks https"
            case .proxy: "Check the proxy's address and credentials, or http_proxy, https_proxy and no_proxy"
            case .tooLarge: "Ask for less, or raise the limit"
            case .tooManyRedirects: "Check where the server redirects to, or raise the limit"
            case .protocolViolation: "Check that the URL's scheme and port are those of an HTTP server"
            case .libraryMissing: "Install the Debian package libcurl4 (sudo apt install libcurl4)"
            case .badURL, .invalidRequest, .connectionLost, .cancelled, .clientShutDown, .other: nil
            }
        }
    }
}
