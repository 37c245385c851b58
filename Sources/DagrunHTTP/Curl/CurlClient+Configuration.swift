// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension CurlClient {
    /// How a client behaves, for all its requests.
    public struct Configuration: Sendable {
        /// What `User-Agent` says unless a request has its own.
        ///
        /// Default: "Dagrun".
        public var userAgent = "Dagrun"
        /// How connections are secured.
        ///
        /// A request may have its own.
        public var tls = HTTPTLSOptions()
        /// Which proxy is taken.
        ///
        /// A request may have its own. Default: as the environment says.
        public var proxy = HTTPProxy.environment
        /// Which versions of HTTP are offered.
        ///
        /// Default: HTTP/2 where TLS negotiates it.
        public var httpVersions = HTTPProtocolChoice.negotiated
        /// The most connections at once; more requests wait, which counts for their timeout.
        ///
        /// `nil` means no limit.
        public var maximumConnections: Int?
        /// The most connections to one host at once; more requests wait.
        ///
        /// `nil` means no limit. Default: 64.
        public var maximumConnectionsPerHost: Int? = 64
        /// The most connections that are kept open without a request.
        ///
        /// At least 1. Default: 64.
        public var maximumIdleConnections = 64
        /// For how long a connection without a request may be used again.
        ///
        /// Set it below the time after which a proxy or firewall in between forgets connections. Whole seconds, rounded up;
        /// at least 1. Default: 118 seconds, as libcurl's own (`CURLOPT_MAXAGE_CONN`).
        public var maximumIdleTime = Duration.seconds(118)
        /// The most bytes of a response's header section.
        ///
        /// Default: 256 KiB.
        public var maximumHeaderSize = 256 << 10
        /// The names under which libcurl is looked for, first come first taken.
        package var libraryNames = ["libcurl.so.4", "libcurl-gnutls.so.4"]

        /// Makes a configuration of defaults.
        public init() {}
    }
}
