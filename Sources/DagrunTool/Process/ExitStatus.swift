// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc

/// How a child process ended.
enum ExitStatus: Hashable, Sendable {
    /// It ended by itself with this code, 0 to 255.
    case exited(Int32)
    /// A signal of this number ended it.
    case signalled(Int32)

    /// Reads the status word of `waitpid`.
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7f
        self = signal == 0 ? .exited((waitStatus >> 8) & 0xff) : .signalled(signal)
    }

    /// Whether it ended with code 0.
    var isSuccess: Bool { self == .exited(0) }
}
