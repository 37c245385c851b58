// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

#if canImport(Glibc)
internal import Glibc
#endif

/// The kernel's clock that edges are stamped with: `CLOCK_MONOTONIC`.
///
/// Swift's `SuspendingClock` reads the same one, but has no public way to its scale, and a pair of readings that ties two
/// scales lies apart by as long as the thread had to wait between them.
struct KernelClock: HALClock {
    /// The clock's reading.
    static var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    var now: Timestamp { Self.now }

    func sleep(for duration: Duration) async throws { try await MonotonicClock().sleep(for: duration) }
}
