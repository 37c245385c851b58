// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Somebody who waits for the board.
///
/// The kernel keeps each waiter in one list, and resumes it as it takes it out: exactly once. So nothing needs to be checked.
@safe
struct Waiter<Value: Sendable>: Sendable {
    private let continuation: UnsafeContinuation<Value, any Error>

    init(_ continuation: UnsafeContinuation<Value, any Error>) { unsafe self.continuation = continuation }

    func resume(with result: Result<Value, any Error>) { unsafe continuation.resume(with: result) }

    /// Waits until the waiter that the body gets is resumed.
    static func wait(_ body: (Waiter<Value>) -> Void) async throws -> Value {
        try await unsafe withUnsafeThrowingContinuation { unsafe body(Waiter($0)) }
    }
}
