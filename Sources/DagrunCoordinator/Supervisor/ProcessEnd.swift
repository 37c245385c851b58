// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How a process that ran a try ended.
package struct ProcessEnd: Sendable, Hashable {
    /// The ways to end.
    package enum Status: Sendable, Hashable {
        /// It never began.
        case notStarted
        /// It returned, with this exit status.
        case exited(Int32)
        /// A signal ended it.
        case signaled(Int32)
    }

    /// How it ended.
    package var status: Status
    /// What was wrong with it before it ended.
    package var fault: String?

    /// Tells of an end.
    package init(status: Status, fault: String? = nil) {
        self.status = status
        self.fault = fault
    }

    /// What happened, for the log.
    package var description: String {
        let how: String
        switch status {
        case .notStarted: how = "the task's process did not start"
        case .exited(let code): how = "the task's process ended with exit status \(code)"
        case .signaled(let signal): how = "the task's process was ended by \(Self.name(signal))"
        }
        return fault.map { "\(how): \($0)" } ?? how
    }

    /// The name of a signal, with what it mostly means.
    private static func name(_ signal: Int32) -> String {
        switch signal {
        case 4: "SIGILL: its code trapped, as a failed precondition or an index out of range does"
        case 5: "SIGTRAP: its code trapped, as a failed precondition or an index out of range does"
        case 6: "SIGABRT: it gave itself up"
        case 7: "SIGBUS"
        case 8: "SIGFPE"
        case 9: "SIGKILL: somebody, or the kernel for want of memory, killed it"
        case 11: "SIGSEGV: it reached for memory that is not its own"
        case 15: "SIGTERM"
        default: "signal \(signal)"
        }
    }
}
