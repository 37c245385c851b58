// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunProcess
internal import DagrunCoordinator
internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// What the program does when a worker has it start another one, which knows nothing of the worker.
enum OtherProgram {
    /// How often and how long, in microseconds, it waits for a program that somebody has open for writing: for a second in all.
    private static let attempts = 50
    private static let pause: UInt32 = 20_000

    /// Becomes the other program, which the kernel then ends with the worker.
    ///
    /// - Returns: The status to end the process with, when that can't be; nil when the program was started for anything else.
    static func become() -> BundleExit? {
        let arguments = CommandLine.arguments
        guard arguments.count > 2, arguments[1] == CoordinatorArguments.otherProgram else { return nil }
        // What the kernel is asked for here outlives `execv`.
        guard dagrun_end_with_parent(getppid(), SIGTERM) != 0 else { return .runFailed }
        signal(SIGPIPE, SIG_DFL)
        let path = arguments[2]
        let code = unsafe CStrings.with(Array(arguments[2...])) { words in
            guard let words = unsafe words else { return errno }
            for attempt in 1...attempts {
                _ = unsafe execv(path, words)
                // A process that another thread of the worker was just starting may have the file that was written.
                guard errno == ETXTBSY, attempt < attempts else { break }
                usleep(pause)
            }
            return errno
        }
        Output.error("error: can't start \(path): \(SystemMessage.text(code))")
        return .runFailed
    }
}
