// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import CDagrunCurl

/// Sets the options of a transfer, and remembers the first that libcurl refuses.
@safe
struct CurlOptions {
    private let pointer: OpaquePointer
    /// 0, or the `CURLcode` of the first refusal; after one, nothing more is set.
    private(set) var code: Int32 = 0

    /// Prepares to set options of a transfer, which must outlive this value.
    init(transfer: borrowing CurlEasy) {
        unsafe pointer = unsafe transfer.pointer
    }

    /// Sets a text; `nil` leaves libcurl's default.
    mutating func set(_ option: dagrun_curl_text, _ text: String?) {
        guard code == 0, let text else { return }
        // A C string ends at the first zero byte, so the rest would be lost without a word.
        code = text.utf8.contains(0) ? 43 : unsafe dagrun_curl_transfer_set_text(pointer, option, text)
    }

    /// Sets a number.
    mutating func set(_ option: dagrun_curl_number, _ number: Int) {
        if code == 0 { code = unsafe dagrun_curl_transfer_set_number(pointer, option, number) }
    }

    /// Sets the method and the body.
    mutating func setMethod(_ method: HTTPMethod, body: [UInt8]?) {
        // A method that has a body sends a length even for an empty one (RFC 9110, section 8.6).
        let expectsBody = method == .post || method == .put || method == .patch
        if code == 0, let body = body ?? (expectsBody ? [] : nil) {
            code = unsafe dagrun_curl_transfer_set_body(pointer, body, body.count)
        }
        if method == .head {
            set(DAGRUN_CURL_NUMBER_NO_BODY, 1)
        } else if method != .get || body != nil {
            set(DAGRUN_CURL_TEXT_METHOD, method.rawValue)
        }
    }

    /// Sets the header fields, and keeps libcurl from adding what nobody asked for.
    mutating func setHeaders(_ headers: HTTPHeaders, userAgent: String) {
        for field in headers {
            addHeader(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        // A form's type for every body, and a round trip before a large one.
        for name in ["Content-Type", "Expect"] where headers[name] == nil { addHeader("\(name):") }
        set(DAGRUN_CURL_TEXT_USER_AGENT, userAgent)
    }

    private mutating func addHeader(_ line: String) {
        if code == 0 { code = unsafe dagrun_curl_transfer_add_header(pointer, line) }
    }

    /// Sets how the connection is secured.
    mutating func setTLS(_ tls: HTTPTLSOptions) {
        set(DAGRUN_CURL_NUMBER_VERIFY, tls.verifiesServer ? 1 : 0)
        set(DAGRUN_CURL_TEXT_CA_FILE, tls.certificateAuthorityFile)
        set(DAGRUN_CURL_TEXT_PROXY_CA_FILE, tls.certificateAuthorityFile)
        set(DAGRUN_CURL_TEXT_CERTIFICATE_FILE, tls.clientCertificateFile)
        set(DAGRUN_CURL_TEXT_KEY_FILE, tls.clientKeyFile)
        set(DAGRUN_CURL_TEXT_KEY_PASSWORD, tls.clientKeyPassword)
    }

    /// Sets the proxy; to libcurl, an empty text means none, and none set means the environment's.
    mutating func setProxy(_ proxy: HTTPProxy) {
        switch proxy.kind {
        case .environment:
            break
        case .none:
            set(DAGRUN_CURL_TEXT_PROXY, "")
        case .url(let url, let bypassed):
            set(DAGRUN_CURL_TEXT_PROXY, url)
            set(DAGRUN_CURL_TEXT_NO_PROXY, bypassed.joined(separator: ","))
        }
    }
}
