// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime
import FoundationEssentials

/// A clock on which every wait is over at once.
struct ImpatientClock: RunClock {
    func now() -> Date { Date(timeIntervalSince1970: 1_767_225_600) }

    func sleep(for duration: Duration) async throws {}
}
