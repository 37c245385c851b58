// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

#if canImport(Glibc)
internal import Glibc
#endif

/// The kernel's clock that edges are stamped with.
enum SystemClock {
    /// The reading of `CLOCK_MONOTONIC`.
    static var now: Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}
