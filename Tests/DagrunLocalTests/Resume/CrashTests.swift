// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunLocal
import DagrunModel
import DagrunTestSupport
import FoundationEssentials
import Testing

/// A real process runs a real DAG and is killed by SIGKILL at random moments.
@Suite(.timeLimit(.minutes(15)))
struct CrashTests {
    @Test(arguments: 0..<50) func resumesWithoutRunningAgainWhatEnded(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let folder = try TemporaryFolder()
        let history = RunHistory(root: "\(folder.path)/runs")
        var ended: [(instances: Set<TaskInstanceID>, notes: Int)] = []
        let crashes = 1 + Int.random(in: 0..<3, using: &random)
        for _ in 0..<crashes {
            let point =
                Bool.random(using: &random)
                ? "task:\(Int.random(in: 1...90, using: &random))"
                : "journal:\(Int.random(in: 2...120, using: &random))"
            let end = try await FixtureProcess.run([folder.path, point])
            // Later crashes may lie behind the end of what was left.
            #expect(end == .killed(9) || (!ended.isEmpty && end == .exited(0)))
            let record = try history.contents(dagID: "crash", runID: "one").record
            let instances = record.instances.filter { $0.value.state?.isFinished ?? false }.keys
            ended.append((Set(instances), try Self.notes(folder).count))
        }
        #expect(try await FixtureProcess.run([folder.path]) == .exited(0))

        let record = try history.contents(dagID: "crash", runID: "one").record
        let notes = try Self.notes(folder)
        for (instances, count) in ended {
            let later = Set(notes[count...].map(\.instance))
            #expect(later.isDisjoint(with: instances), "run again: \(later.intersection(instances))")
        }
        Self.expectWhole(record, notes)
        try Self.expectLogsOfOneProcessEach(record, RunFolder(root: history.root, dagID: "crash", runID: "one"))
    }

    /// Nothing was lost, and every value arrived.
    private static func expectWhole(_ record: RunRecord, _ notes: [Note]) {
        #expect(record.state == .success)
        #expect(record.instances.count == 60)
        for (id, instance) in record.instances {
            let expected: TaskState =
                switch id.taskID {
                case "right": .skipped
                case "broken": .failed
                default: .success
                }
            #expect(instance.state == expected, "\(id)")
            // Each try has a number of its own; a sensor keeps its number from look to look.
            let numbers = instance.attempts.map(\.tryNumber)
            if !id.taskID.hasPrefix("sensor") { #expect(Set(numbers).count == numbers.count, "\(id): \(numbers)") }
            // Lost tries cost no retry; what failed once was tried once more, and not oftener.
            let failures = instance.attempts.count { $0.outcome?.state == .upForRetry }
            #expect(failures <= (id.taskID.hasPrefix("flaky") ? 1 : 0), "\(id)")
            if expected == .success, id.taskID != "choose", !id.taskID.hasPrefix("sensor") {
                #expect(notes.contains { $0.letter == "E" && $0.instance == id }, "\(id) never ended")
            }
        }
        // Twice each of 1 to 9, and one more.
        #expect(record.instances[TaskInstanceID("sum")]?.value == Array("99".utf8))
    }

    /// A try that the journal lost must not share a log with a later one.
    private static func expectLogsOfOneProcessEach(_ record: RunRecord, _ folder: RunFolder) throws {
        for (id, instance) in record.instances {
            for attempt in instance.attempts {
                let path = folder.log(id, tryNumber: attempt.tryNumber)
                guard FileManager.default.fileExists(atPath: path) else { continue }
                let lines = try text(path).split(separator: "\n")
                #expect(lines.count <= 1, "\(path): \(lines)")
            }
        }
    }

    struct Note {
        var letter: Substring
        var instance: TaskInstanceID
    }

    /// What tasks noted, whole lines only.
    private static func notes(_ folder: TemporaryFolder) throws -> [Note] {
        try text("\(folder.path)/side").split(separator: "\n").compactMap { line in
            let parts = line.split(whereSeparator: { $0 == " " || $0 == "[" || $0 == "]" })
            guard parts.count == 4, let index = Int(parts[2]) else { return nil }
            return Note(letter: parts[0], instance: TaskInstanceID(String(parts[1]), mapIndex: index))
        }
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }
}
