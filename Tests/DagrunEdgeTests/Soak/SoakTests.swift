// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@Suite struct SoakTests {
    // In a process of its own: its memory is looked at.
    @Test("113: a day with a network that comes and goes runs no try twice, leaves none behind, and takes no memory")
    func livesThroughADay() async {
        await #expect(processExitsWith: .success) {
            try await Soak(seed: 2026, hours: 24).run()
        }
    }
}
