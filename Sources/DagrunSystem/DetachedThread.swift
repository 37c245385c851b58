// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunProcess

#if canImport(Glibc)
internal import Glibc
#endif

/// Threads for calls that block.
package enum DetachedThread {
    private final class Box: Sendable {
        let name: String
        let body: @Sendable () -> Void
        init(_ name: String, _ body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    /// Runs code on a thread of its own, on which no signal is delivered.
    ///
    /// - Parameters:
    ///   - name: What debuggers and `ps` call it; at most 15 bytes.
    ///   - body: The code. Its stack has 512 KiB.
    /// - Returns: 0, or the number of the error: there was no thread to be had, and the code does not run.
    package static func start(named name: String = "dagrun", _ body: @escaping @Sendable () -> Void) -> Int32 {
        var attributes = pthread_attr_t()
        let failure = unsafe pthread_attr_init(&attributes)
        guard failure == 0 else { return failure }
        defer { unsafe pthread_attr_destroy(&attributes) }
        // Enough for a log sink; the default of 8 MiB would count against a small machine's address space.
        unsafe pthread_attr_setstacksize(&attributes, 512 << 10)
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let box = unsafe Unmanaged.passRetained(Box(name, body))
        // The mask is inherited, so it is set around the creation: no signal can arrive in between. Above all SIGPIPE: a child
        // that does not read its input must not end this process.
        var all = sigset_t()
        var before = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let error = unsafe pthread_create(
            &thread, &attributes,
            { pointer in
                guard let pointer = unsafe pointer else { return nil }
                let box = unsafe Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue()
                unsafe dagrun_name_thread(box.name)
                box.body()
                return nil
            }, box.toOpaque())
        if error != 0 { unsafe box.release() }
        return error
    }
}
