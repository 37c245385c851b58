// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import CDagrunCurl

/// libcurl's multi handle: the transfers under way and the connections they use.
@safe
struct CurlMulti: ~Copyable {
    private let pointer: OpaquePointer
    private let library: CurlLibrary

    /// Makes an empty handle; `nil` when memory is short.
    init?(_ library: CurlLibrary, configuration: CurlClient.Configuration) {
        guard
            let pointer = unsafe dagrun_curl_multi_create(
                library.pointer, Self.count(configuration.maximumIdleConnections),
                Self.count(configuration.maximumConnectionsPerHost), Self.count(configuration.maximumConnections))
        else { return nil }
        unsafe self.pointer = unsafe pointer
        self.library = library
    }

    deinit {
        unsafe dagrun_curl_multi_destroy(pointer)
    }

    /// libcurl reads 0 as no limit, and takes numbers of 32 bits.
    private static func count(_ limit: Int?) -> Int {
        limit.map { min(max($0, 1), Int(Int32.max)) } ?? 0
    }

    /// What wakes this handle; valid as long as the handle.
    var waker: CurlWaker { unsafe CurlWaker(pointer) }

    /// Adds a transfer, which starts with the next ``perform()``.
    ///
    /// - Returns: `nil`, or libcurl's words for what went wrong.
    func add(_ easy: borrowing CurlEasy, id: UInt64) -> String? {
        failure(unsafe dagrun_curl_multi_add(pointer, easy.pointer, id))
    }

    /// Removes a transfer, at once even if it is under way.
    func remove(_ easy: borrowing CurlEasy) {
        unsafe dagrun_curl_multi_remove(pointer, easy.pointer)
    }

    /// Reads and writes what can be read and written now.
    ///
    /// - Returns: `nil`, or libcurl's words for what went wrong.
    func perform() -> String? {
        failure(unsafe dagrun_curl_multi_perform(pointer))
    }

    /// Waits for a socket, a timeout of a transfer or a wake-up; an hour is as good as forever.
    ///
    /// - Returns: `nil`, or libcurl's words for what went wrong.
    func wait() -> String? {
        failure(unsafe dagrun_curl_multi_wait(pointer, 3_600_000))
    }

    /// Takes the next transfer that has ended.
    ///
    /// - Returns: Its id and its `CURLcode`, or `nil` when there is none.
    func nextFinished() -> (id: UInt64, code: Int32)? {
        var id: UInt64 = 0
        var code: Int32 = 0
        guard unsafe dagrun_curl_multi_next_finished(pointer, &id, &code) else { return nil }
        return (id, code)
    }

    private func failure(_ code: Int32) -> String? {
        code == 0 ? nil : unsafe String(cString: dagrun_curl_multi_error_text(pointer, code))
    }
}
