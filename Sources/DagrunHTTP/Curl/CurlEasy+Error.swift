// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import CDagrunCurl

extension CurlEasy {
    /// Makes an error of what ended a transfer.
    ///
    /// - Parameters:
    ///   - request: The request of the transfer.
    ///   - code: The `CURLcode`, not 0.
    /// - Returns: The error.
    func error(for request: HTTPRequest, code: Int32) -> HTTPError {
        let general = library.text(of: code)
        let words = unsafe String(cString: dagrun_curl_transfer_error_text(pointer, code))
        var errorCode = Self.errorCode(code)
        var reason = (try? HTTPURL(request.url))?.screen(words, fallback: general) ?? general
        switch unsafe dagrun_curl_transfer_refusal(pointer) {
        case DAGRUN_CURL_REFUSAL_NONE:
            // A proxy that refuses CONNECT looks to libcurl like a failure to receive.
            let connectStatus = unsafe dagrun_curl_transfer_connect_status(pointer)
            if connectStatus >= 300 {
                // As a gateway it says that it did not reach the host, which may pass by itself.
                errorCode = [502, 503, 504].contains(connectStatus) ? .cannotConnect : .proxy
                reason = "the proxy answered CONNECT with status \(connectStatus)"
            }
        case DAGRUN_CURL_REFUSAL_BODY_LIMIT:
            errorCode = .tooLarge
            reason = "the body has more than \(request.maximumBodySize) bytes"
        case DAGRUN_CURL_REFUSAL_HEADER_LIMIT:
            errorCode = .tooLarge
            reason = "the header section has more bytes than are allowed"
        default:
            errorCode = .other
            reason = "no memory for the response"
        }
        return HTTPError(
            errorCode, method: request.method, url: request.url, reason: reason, curlCode: Int(code), wasSent: wasSent)
    }

    /// Sorts libcurl's codes; the numbers are its ABI (`CURLcode` in curl/curl.h) and never change.
    static func errorCode(_ code: Int32) -> HTTPError.Code {
        switch code {
        case 3: .badURL
        case 5, 97: .proxy
        case 6: .cannotResolve
        case 7: .cannotConnect
        case 28: .timedOut
        // Partial file, nothing came, sending or receiving failed, a stream of HTTP/2 was reset.
        case 18, 52, 55, 56, 92: .connectionLost
        // Handshake, engines, client certificate, cipher, server certificate, CA file, CRL, issuer, pin, status.
        case 35, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98: .tls
        case 63, 100: .tooLarge
        // Not HTTP (or HTTP/0.9), a weird reply, framing of HTTP/2, content encoding, HTTP/3.
        case 1, 8, 16, 61, 95: .protocolViolation
        default: .other
        }
    }
}
