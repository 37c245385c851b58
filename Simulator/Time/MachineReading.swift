// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// What the machine's clocks said at one moment, in nanoseconds.
struct MachineReading: Sendable {
    /// Of the clock that only goes forward.
    let elapsed: Int64
    /// Of the processor's time of this thread.
    let processor: Int64

    static var now: MachineReading {
        MachineReading(elapsed: read(CLOCK_MONOTONIC), processor: read(CLOCK_THREAD_CPUTIME_ID))
    }

    static var elapsed: Int64 { read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// How long, since an earlier moment, this thread was kept from running.
    func idle(since earlier: MachineReading) -> Int64 {
        max(0, elapsed - earlier.elapsed - (processor - earlier.processor))
    }
}
