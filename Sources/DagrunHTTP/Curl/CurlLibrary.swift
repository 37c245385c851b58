// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import CDagrunCurl

/// A libcurl that was opened, and its functions.
///
/// Every handle holds on to it, so it outlives them.
@safe
final class CurlLibrary {
    /// Why no libcurl could be opened.
    struct Missing: Error {
        /// What was tried and what came of it.
        let reason: String
    }

    /// The table of functions.
    let pointer: OpaquePointer

    private init(_ pointer: OpaquePointer) {
        unsafe self.pointer = unsafe pointer
    }

    deinit {
        unsafe dagrun_curl_library_close(pointer)
    }

    /// Opens the first library that can be opened.
    ///
    /// - Parameter names: Names of shared objects.
    /// - Returns: The library.
    /// - Throws: ``Missing`` with what the dynamic linker said about each.
    static func open(_ names: [String]) throws(Missing) -> CurlLibrary {
        var reasons: [String] = []
        for name in names {
            var reason = [CChar](repeating: 0, count: 512)
            if let pointer = unsafe dagrun_curl_library_open(name, &reason, reason.count) {
                return unsafe CurlLibrary(pointer)
            }
            reasons.append(String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        throw Missing(reason: reasons.joined(separator: "; "))
    }

    /// The library's version, such as "7.88.1".
    var version: String { unsafe String(cString: dagrun_curl_library_version(pointer)) }

    /// Whether the library speaks HTTP/2.
    var speaksHTTP2: Bool { unsafe dagrun_curl_library_has_http2(pointer) }

    /// libcurl's words for a code, which hold no part of a request.
    func text(of code: Int32) -> String { unsafe String(cString: dagrun_curl_code_text(pointer, code)) }
}
