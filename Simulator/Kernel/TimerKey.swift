// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A part's timer, as the part knows it.
struct TimerKey: Hashable {
    /// So many timers of each part are found without a look-up.
    static let quick = 4

    let part: Int32
    let timer: Int
}
