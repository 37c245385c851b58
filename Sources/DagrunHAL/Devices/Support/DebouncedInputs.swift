// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Inputs that were leased with a time for their contacts to come to rest.
package struct DebouncedInputs: Sendable {
    /// The lines.
    package let lease: LineLease
    /// What is left for the program to do: zero where the kernel debounces.
    package let bounce: Duration

    /// Leases inputs, debounced by the kernel where it can.
    ///
    /// The interface of kernels before 5.10, and so libgpiod 1, can't.
    ///
    /// - Parameters:
    ///   - pins: The inputs.
    ///   - pull: What holds them where they are.
    ///   - bounce: How long they must be at rest before a change counts.
    ///   - board: The board.
    ///   - holder: Who asks, for people.
    ///   - waiting: How long to wait for lines that are in use; nil: not at all.
    /// - Throws: ``HALError``; `CancellationError` when the task is cancelled meanwhile.
    package init(
        _ pins: [PinID], _ pull: Pull, bounce: Duration, on board: Board, holder: String, waiting: Duration?
    ) async throws {
        func request(_ debounce: Duration) async throws -> LineLease {
            let config = pull.config(debounce: debounce)
            return try await board.lease(pins.map { (pin: $0, config: config) }, holder: holder, waiting: waiting)
        }
        do {
            lease = try await request(max(bounce, .zero))
            self.bounce = .zero
        } catch let error as HALError where error.code == .unsupported && bounce > .zero {
            lease = try await request(.zero)
            self.bounce = bounce
        }
    }
}
