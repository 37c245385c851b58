// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// Something that any backend of the HAL must do in the same way.
///
/// One battery for all backends: a virtual board, a Linux kernel with either libgpiod, and those still to come. In a test:
///
/// ```swift
/// import DagrunTesting
/// import Testing
///
/// struct MyBackendTests {
///     @Test(arguments: HardwareCheck.all)
///     func keepsTheContract(_ check: HardwareCheck) async throws {
///         let bench: any HardwareBench = VirtualBench()
///         try await check.run(on: bench)
///     }
/// }
/// ```
public struct HardwareCheck: Sendable, CustomStringConvertible {
    /// What the backend must do, such as `an output begins with its initial value`.
    public let description: String
    private let body: @Sendable (HardwareProbe) async throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (HardwareProbe) async throws -> Void) {
        self.description = description
        self.body = body
    }

    /// Does the check.
    ///
    /// It claims lines of the bench and gives them back, whatever comes of it. In virtual time it is called by a task of that time.
    ///
    /// - Parameter bench: The bench.
    /// - Throws: ``HardwareCheckFailure`` when the backend did something else, `HALError` when it did nothing.
    public func run(on bench: any HardwareBench) async throws {
        try await body(HardwareProbe(bench))
    }

    /// All checks.
    public static let all: [HardwareCheck] =
        levels + settings + claims + edges + reconfiguring + endings + buses + devices
}
