// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLinux
import DagrunTesting
import Testing

/// The battery of all backends on a Linux kernel, with either libgpiod.
@Suite("A Linux kernel", .serialized, .enabled(if: KernelLane.isHere, KernelLane.reason), .timeLimit(.minutes(15)))
struct KernelConformanceTests {
    @Test("does what every backend does", arguments: HardwareCheck.all, KernelLane.libraries)
    func conforms(check: HardwareCheck, version: String) async throws {
        let bench = KernelBench(try KernelLane.library(version))
        try await bench.prepare()
        try await check.run(on: bench)
    }

    @Test("is reached by both versions of libgpiod")
    func bothLibraries() { #expect(KernelLane.libraries == ["1", "2"]) }

    @Test("says which library it is reached by", arguments: KernelLane.libraries)
    func name(version: String) throws {
        let backend = LinuxBackend(library: try KernelLane.library(version))
        #expect(backend.name.hasPrefix("libgpiod \(version)."))
    }
}
