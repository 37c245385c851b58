// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Tasks that do nothing but sleep, for a few microseconds each time, not all for the same ones.
enum SleepShape {
    /// Runs the tasks, and tells of each sleep that ended.
    static func run(
        tasks: Int, sleeps: Int, woke: @escaping @Sendable (Int) -> Void = { _ in },
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup { group in
            for number in 0..<tasks {
                group.addTask {
                    for step in 0..<(sleeps / tasks) {
                        try await sleep(.milliseconds(number * 7 % 13 + step % 5 + 1))
                        woke(number)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
