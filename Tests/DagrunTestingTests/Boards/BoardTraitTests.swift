// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTesting
import Testing

/// A trait of a suite counts for each test in it.
@Suite(
    "A board for each test of a suite",
    .board("one button") { PushbuttonPart("btn1", bounce: .none) })
struct BoardTraitTests {
    @Test("begins at zero for the first test") func first() async throws { try await use() }
    @Test("begins at zero for the second test") func second() async throws { try await use() }

    private func use() async throws {
        let board = try TestBoard.current
        #expect(board.time.now == .zero)
        try await board.press("btn1", for: .seconds(1))
        try board.expect(.pulses(of: Probe("btn1.pressed").isOn, width: .seconds(1)...(.seconds(1)), count: 1))
    }
}
