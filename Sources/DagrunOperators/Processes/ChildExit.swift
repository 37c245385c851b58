// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How a child process ended.
struct ChildExit: Sendable, Hashable {
    /// The two ways to end.
    enum Status: Sendable, Hashable {
        /// It returned, with this exit code.
        case exited(Int32)
        /// A signal ended it.
        case signaled(Int32)
    }

    /// How the process itself ended.
    var status: Status
    /// Whether it left processes that kept its output open and had to be ended.
    var leftOthers = false

    /// Reads what `waitpid` says.
    init(waitStatus: Int32, leftOthers: Bool = false) {
        let signal = waitStatus & 0x7f
        status = signal == 0 ? .exited((waitStatus >> 8) & 0xff) : .signaled(signal)
        self.leftOthers = leftOthers
    }
}
