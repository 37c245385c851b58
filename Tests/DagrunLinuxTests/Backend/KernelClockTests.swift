// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@testable import DagrunLinux

#if canImport(Glibc)
import Glibc
#endif

@Suite struct KernelClockTests {
    private static var monotonic: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    @Test("A backend's clock is the one that edges are stamped with, at any load")
    func isTheKernels() {
        for _ in 0..<200 {
            // Each has a clock of its own, which must not lie beside the kernel's by how long it took to make.
            let clock = LinuxBackend(root: "/nowhere").clock
            let before = Self.monotonic
            let now = clock.now.nanoseconds
            #expect((before...Self.monotonic).contains(now))
        }
    }

    @Test("It can be waited for, until one is cancelled")
    func sleeps() async throws {
        let clock = KernelClock()
        let start = clock.now
        try await clock.sleep(for: .milliseconds(2))
        #expect(clock.now - start >= .milliseconds(2))
        let waiting = Task { try await clock.sleep(for: .seconds(3600)) }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }
}
