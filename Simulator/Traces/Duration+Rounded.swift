// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

extension Duration {
    /// The nearest number of nanoseconds: 10.1 s, made of a `Double`, is a little less than that.
    var roundedNanoseconds: Int64 {
        let half = Duration(secondsComponent: 0, attosecondsComponent: self < .zero ? -500_000_000 : 500_000_000)
        return (self + half).clampedNanoseconds
    }
}
