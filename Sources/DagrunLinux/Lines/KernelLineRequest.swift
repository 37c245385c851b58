// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// A request for lines of the kernel: what users refer to, so that lines are let go of with the last reference.
final class KernelLineRequest: LineRequest {
    private let kernel: KernelLines

    init(_ kernel: KernelLines) { self.kernel = kernel }

    deinit { kernel.release() }

    var lines: [LineAddress] { kernel.lines }
    var consumer: String { kernel.consumer }

    func values(mask: UInt64) throws(HALError) -> LineValues { try kernel.values(mask: mask) }
    func set(_ values: LineValues) throws(HALError) { try kernel.set(values) }
    func reconfigure(_ configs: [LineConfig]) throws(HALError) { try kernel.reconfigure(configs) }
    func pollEvent() throws(HALError) -> LineEvent? { try kernel.pollEvent() }
    func nextEvent() async throws -> LineEvent { try await kernel.nextEvent() }
    func handEvents(to sink: @escaping KernelLines.Sink) -> Bool { kernel.handEvents(to: sink) }
    func release() { kernel.release() }
}
