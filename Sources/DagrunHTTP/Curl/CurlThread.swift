// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import CDagrunCurl

/// The operating system's thread that a loop runs on.
///
/// Not one of Swift's: it waits for sockets all its life, and the cooperative pool must not wait.
@safe
struct CurlThread: ~Copyable {
    /// What came of starting a thread.
    enum Start: ~Copyable {
        case started(CurlThread)
        case failed(errno: Int32)
    }

    private let handle: UInt64

    private init(handle: UInt64) {
        self.handle = handle
    }

    /// Runs a loop on a new thread, which keeps the loop alive until it ends.
    static func start(_ loop: CurlLoop) -> Start {
        let context = unsafe Unmanaged.passRetained(loop)
        var handle: UInt64 = 0
        let errno = unsafe dagrun_curl_thread_start(
            &handle,
            { context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue().run()
            }, context.toOpaque())
        guard errno == 0 else {
            unsafe context.release()
            return .failed(errno: errno)
        }
        return .started(CurlThread(handle: handle))
    }

    /// Waits for the thread's end.
    consuming func join() {
        dagrun_curl_thread_join(handle)
        discard self
    }

    deinit {
        dagrun_curl_thread_detach(handle)
    }
}
