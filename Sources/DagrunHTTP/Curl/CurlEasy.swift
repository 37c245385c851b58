// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import CDagrunCurl

/// libcurl's easy handle: one transfer, and what came of it.
@safe
struct CurlEasy: ~Copyable {
    /// The transfer, for the multi handle.
    let pointer: OpaquePointer
    /// The library that the transfer was made with, kept alive by it.
    let library: CurlLibrary

    /// Makes a transfer with limits in bytes; `nil` when memory is short.
    init?(_ library: CurlLibrary, maximumBodySize: Int, maximumHeaderSize: Int) {
        guard
            let pointer = unsafe dagrun_curl_transfer_create(
                library.pointer, max(0, maximumBodySize), max(0, maximumHeaderSize))
        else { return nil }
        unsafe self.pointer = unsafe pointer
        self.library = library
    }

    deinit {
        unsafe dagrun_curl_transfer_destroy(pointer)
    }

    // MARK: Setting up

    /// Sets up the transfer for a request that has been validated.
    ///
    /// - Throws: The error of the option that libcurl refuses.
    func configure(_ request: HTTPRequest, _ configuration: CurlClient.Configuration) throws(HTTPError) {
        try checkFiles(of: request.tls ?? configuration.tls, for: request)
        var options = CurlOptions(transfer: self)
        options.set(DAGRUN_CURL_TEXT_URL, request.url)
        options.set(DAGRUN_CURL_NUMBER_HTTP_VERSION, Self.version(configuration.httpVersions))
        options.set(DAGRUN_CURL_NUMBER_TIMEOUT, request.timeout.map(Self.milliseconds) ?? 0)
        options.set(DAGRUN_CURL_NUMBER_CONNECT_TIMEOUT, Self.milliseconds(request.connectTimeout))
        options.set(DAGRUN_CURL_NUMBER_IDLE_TIME, (Self.milliseconds(configuration.maximumIdleTime) - 1) / 1000 + 1)
        options.setMethod(request.method, body: request.body)
        options.setHeaders(request.headers, userAgent: configuration.userAgent)
        options.setTLS(request.tls ?? configuration.tls)
        options.setProxy(request.proxy ?? configuration.proxy)
        guard options.code == 0 else {
            throw HTTPError(
                Self.errorCode(options.code), method: request.method, url: request.url,
                reason: library.text(of: options.code), curlCode: Int(options.code))
        }
    }

    /// Refuses a file that can't be read, by its name, which some builds of libcurl leave out.
    private func checkFiles(of tls: HTTPTLSOptions, for request: HTTPRequest) throws(HTTPError) {
        for (use, file) in [
            ("CA file", tls.certificateAuthorityFile), ("client certificate", tls.clientCertificateFile),
            ("client key", tls.clientKeyFile),
        ] {
            guard let file else { continue }
            let errno = unsafe dagrun_curl_check_readable(file)
            guard errno == 0 else {
                throw HTTPError(
                    .tls, method: request.method, url: request.url,
                    reason: "can't read the \(use) \(file) (errno \(errno))")
            }
        }
    }

    private static func version(_ choice: HTTPProtocolChoice) -> Int {
        switch choice.kind {
        case .negotiated: Int(DAGRUN_CURL_HTTP_NEGOTIATED)
        case .http11: Int(DAGRUN_CURL_HTTP_1_1)
        }
    }

    /// Whole milliseconds, rounded up and at least 1: libcurl reads 0 as no limit, and takes numbers of 32 bits.
    private static func milliseconds(_ duration: Duration) -> Int {
        let limit = Int(Int32.max)
        let (seconds, attoseconds) = duration.components
        guard seconds < Int64(limit / 1000) else { return limit }
        return max(1, Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }

    // MARK: What came of it

    /// Whether the transfer got as far as sending its request.
    var wasSent: Bool { unsafe dagrun_curl_transfer_was_sent(pointer) }

    /// Reads the response, or makes an error of a `CURLcode`.
    func outcome(of request: HTTPRequest, code: Int32) -> CurlJob.Outcome {
        if code != 0 { return .failure(error(for: request, code: code)) }
        guard unsafe dagrun_curl_transfer_has_all_headers(pointer) else {
            return .failure(
                HTTPError(
                    .connectionLost, method: request.method, url: request.url,
                    reason: "the server closed the connection within the headers", wasSent: true))
        }
        let version = unsafe dagrun_curl_transfer_http_version(pointer)
        var count = 0
        let headers = unsafe HTTPHeaders(
            parsing: UnsafeBufferPointer(start: dagrun_curl_transfer_headers(pointer, &count), count: count))
        let body = unsafe Array(
            UnsafeBufferPointer(start: dagrun_curl_transfer_body(pointer, &count), count: count))
        let response = HTTPResponse(
            status: unsafe dagrun_curl_transfer_status(pointer), headers: headers, body: body,
            httpVersion: HTTPVersion(major: version / 10, minor: version % 10))
        let elapsed = unsafe Duration.microseconds(dagrun_curl_transfer_elapsed(pointer))
        return .success(HTTPRedirects.Exchange(response: response, elapsed: elapsed))
    }
}
