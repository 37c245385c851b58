// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#endif

/// The terminal behind standard input, set so that keys come one by one and are not echoed.
///
/// Ctrl-C, Ctrl-Z and Ctrl-\ stay signals. It is set back by ``leave()``, and at the latest when the process exits.
enum RawTerminal {
    private struct Saved {
        var settings = termios()
        var isRaw = false
        var isRegistered = false
    }

    private static let saved = Mutex(Saved())

    /// Whether keys can be read: there is a terminal, and this process is in front of it.
    ///
    /// A process in the background that changed its terminal would be stopped.
    static var isAvailable: Bool { isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp() }

    /// Sets the terminal; nothing happens the second time.
    ///
    /// - Returns: Whether it is set.
    static func enter() -> Bool {
        saved.withLock { saved in
            guard !saved.isRaw else { return true }
            guard isAvailable, unsafe tcgetattr(STDIN_FILENO, &saved.settings) == 0 else { return false }
            var settings = saved.settings
            settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
            settings.c_iflag &= ~tcflag_t(IXON)
            guard unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) == 0 else { return false }
            saved.isRaw = true
            if !saved.isRegistered { atexit { RawTerminal.leave() } }
            saved.isRegistered = true
            return true
        }
    }

    /// Sets the terminal back as it was; nothing happens the second time.
    static func leave() {
        saved.withLock { saved in
            guard saved.isRaw else { return }
            unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &saved.settings)
            saved.isRaw = false
        }
    }
}
