// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc

/// The signals of the watch loop, waited for in one place instead of interrupting it.
///
/// Sources that change come as a signal too: the watcher's descriptor asks for SIGIO.
struct WatchSignals {
    /// What happened.
    enum Event: Hashable {
        /// The watcher has something to read.
        case files
        /// A child process ended.
        case child
        /// SIGINT or SIGTERM; the terminal sends its SIGINT to our children as well, `kill` does not.
        case stop(signal: Int32, isFromTerminal: Bool)
    }

    private var set = sigset_t()

    /// Blocks the signals from here on; children start without that.
    init(filesFrom descriptor: Int32) {
        // Who started us may have had SIGINT ignored, as a shell does for a job in the background; then neither we nor the
        // runs we interrupt would ever see one.
        _ = signal(SIGINT, SIG_DFL)
        _ = signal(SIGCHLD, SIG_DFL)
        unsafe sigemptyset(&set)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGIO] { unsafe sigaddset(&set, signal) }
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        _ = fcntl(descriptor, F_SETOWN, getpid())
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_ASYNC)
    }

    /// Waits for the next event.
    ///
    /// - Parameter milliseconds: How long at most; `nil` waits without end.
    /// - Returns: The event, or `nil` after the time.
    func next(within milliseconds: Int? = nil) -> Event? {
        var set = self.set
        var information = unsafe siginfo_t()
        while true {
            let signal: Int32
            if let milliseconds {
                var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
                signal = unsafe sigtimedwait(&set, &information, &time)
            } else {
                signal = unsafe sigwaitinfo(&set, &information)
            }
            switch signal {
            case SIGIO: return .files
            case SIGCHLD: return .child
            case SIGINT, SIGTERM, SIGHUP:
                return .stop(signal: signal, isFromTerminal: unsafe information.si_code == 0x80)
            default:
                // EAGAIN is the time's end; EINTR is a stop and continue of the process.
                if errno == EAGAIN { return nil }
            }
        }
    }
}
