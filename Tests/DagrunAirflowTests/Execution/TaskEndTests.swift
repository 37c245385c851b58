// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAirflow
import DagrunModel
import FoundationEssentials
import Testing

@Suite struct TaskEndTests {
    private static let instant = Date(timeIntervalSince1970: 1_700_000_000.25)
    /// One of each; the compiler says when a case is missing from `word`.
    private static let all: [TaskEnd] = [
        .success(), .failed, .skipped, .removed, .retry(after: .seconds(3), reason: "why"), .reschedule(at: instant),
        .deferred(trigger: "a.B", arguments: [:], timeout: nil, nextMethod: "go", nextArguments: [:]),
        .awaitingInput(timeout: nil, nextMethod: "go", nextArguments: [:]),
    ]

    private static func word(_ end: TaskEnd) -> String {
        switch end {
        case .success: "success"
        case .failed: "failed"
        case .skipped: "skipped"
        case .removed: "removed"
        case .retry: "up_for_retry"
        case .reschedule: "up_for_reschedule"
        case .deferred: "deferred"
        case .awaitingInput: "awaiting_input"
        }
    }

    @Test("74: instants are told with their zone", arguments: all)
    func tellsZones(_ end: TaskEnd) throws {
        guard case .object(let members) = end.json(at: Self.instant, mapLabel: nil) else { return }
        let isOver = !["deferred", "awaiting_input"].contains(end.state)
        #expect((members["end_date"] != nil) == isOver)
        for (name, value) in members where name.hasSuffix("_date") {
            guard case .string(let text) = value else { return #expect(Bool(false), "\(name) is no text") }
            #expect(text.hasSuffix("+00:00") || text.hasSuffix("Z"))
            #expect(try ISO8601.parse(text) == Self.instant)
        }
    }

    @Test("75: a try can't be told to be queued, scheduled or restarting", arguments: all)
    func hasOnlyEnds(_ end: TaskEnd) {
        #expect(end.json(at: Self.instant, mapLabel: nil)["state"] == .string(Self.word(end)))
        #expect(Set(Self.all.map(\.state)).isDisjoint(with: ["queued", "scheduled", "restarting"]))
    }
}
