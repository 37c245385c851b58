// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import CDagrunCurl

/// What ends the wait of a multi handle, from any thread.
///
/// It is used under the loop's lock only, and the loop drops it under that lock before the handle is destroyed.
/// curl_multi_wakeup is the one function that libcurl allows on other threads: hence `@unchecked Sendable`.
@safe
struct CurlWaker: @unchecked Sendable {
    private let pointer: OpaquePointer

    /// Points to a multi handle.
    init(_ pointer: OpaquePointer) {
        unsafe self.pointer = unsafe pointer
    }

    /// Ends the present or the next wait.
    func wake() {
        unsafe dagrun_curl_multi_wake(pointer)
    }
}
