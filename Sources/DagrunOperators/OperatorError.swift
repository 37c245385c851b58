// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why an operator could not do its work.
public struct OperatorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A kind of failure.
    ///
    /// More may be added, so a `switch` over codes needs a `default`.
    public struct Code: Sendable, Hashable {
        private enum Kind: Sendable {
            case missingProgram, badWorkingDirectory, cannotStart, exitCode, signal, outputTooLarge, badOutput
            case scriptFailed, badInput, httpStatus, badReading, runFailed
        }

        /// A program is not installed.
        public static let missingProgram = Code(.missingProgram)
        /// The working directory is not there.
        public static let badWorkingDirectory = Code(.badWorkingDirectory)
        /// A child process can't be started.
        public static let cannotStart = Code(.cannotStart)
        /// A child process ended with an exit code other than 0.
        public static let exitCode = Code(.exitCode)
        /// A signal ended a child process.
        public static let signal = Code(.signal)
        /// A child process wrote more than is taken.
        public static let outputTooLarge = Code(.outputTooLarge)
        /// A result is not of the type that was declared.
        public static let badOutput = Code(.badOutput)
        /// A script raised an exception.
        public static let scriptFailed = Code(.scriptFailed)
        /// An input or a connection has a form that the operator can't use.
        public static let badInput = Code(.badInput)
        /// A server answered with a status that means failure.
        public static let httpStatus = Code(.httpStatus)
        /// A sensor measured what is not possible.
        public static let badReading = Code(.badReading)
        /// A run that a task waited for failed.
        public static let runFailed = Code(.runFailed)

        private let kind: Kind

        private init(_ kind: Kind) { self.kind = kind }
    }

    /// The kind of failure, for code to decide by.
    public let code: Code
    /// What happened, where, and what to do.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
