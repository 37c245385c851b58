// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dispatch

/// Holds a server's thread until a test lets it go on.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    /// Lets one thread pass, now or later.
    func open() {
        semaphore.signal()
    }

    /// Blocks the calling thread until the gate is opened.
    func pass() {
        semaphore.wait()
    }
}
