// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import Glibc
import Synchronization
import Testing

@testable import Dagrun

@Suite("Questions at a terminal", .timeLimit(.minutes(15)))
struct TerminalQuestionsTests {
    /// A pipe in place of a keyboard, and what was shown.
    private final class Desk: Sendable {
        let ends: [Int32]
        let shown = Mutex("")
        /// What is typed when such a text is shown; nil: the input ends.
        let typed: [(text: String, line: String?)]

        init(_ typed: [(String, String?)]) {
            var ends: [Int32] = [0, 0]
            unsafe pipe(&ends)
            self.ends = ends
            self.typed = typed
        }

        deinit { close(ends[0]) }

        func show(_ text: String) {
            shown.withLock { $0 += text }
            for (match, line) in typed where text.hasSuffix(match) {
                guard let line else { return _ = close(ends[1]) }
                let bytes = Array((line + "\n").utf8)
                _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(ends[1], $0.baseAddress, $0.count) }
            }
        }

        var questions: TerminalQuestions {
            TerminalQuestions(
                LineInput(ends[0]), stepAside: { self.shown.withLock { $0 += "<" } },
                comeBack: { self.shown.withLock { $0 += ">" } }, write: { self.show($0) })
        }
    }

    private func request(_ subject: String, _ options: String...) -> HumanRequest {
        HumanRequest(subject, options: options)
    }

    @Test func `are asked one after the other, whoever asks`() async throws {
        let desk = Desk([
            ("Enter for a: ", ""), ("Enter for b: ", "no"), ("from 1 to 1.\n", ""), ("Enter for c: ", "c"),
        ])
        let questions = desk.questions
        try await withThrowingTaskGroup(of: HumanAnswer.self) { group in
            for option in ["a", "b", "c"] {
                group.addTask { try await questions.ask(TaskInstanceID(option), self.request(option, option)) }
            }
            var answers: Set<HumanAnswer> = []
            for try await answer in group { answers.insert(answer) }
            #expect(answers == [["a"], ["b"], ["c"]])
        }
        #expect(!questions.isAsking)
        let shown = desk.shown.withLock { $0 }
        // Nothing else has the terminal meanwhile.
        #expect(shown.filter { "<>".contains($0) } == "<><><>")
    }

    @Test func `the end of the input answers nothing, and says how it can be answered`() async throws {
        let questions = Desk([("one: ", nil)]).questions
        let error = try await #require(throws: ServiceUnavailable.self) {
            try await questions.ask(TaskInstanceID("t"), request("Go?", "yes", "no"))
        }
        #expect("\(error)".contains("--answer t=yes"))
    }

    @Test func `a question that is not wanted any more gives the terminal back`() async throws {
        let desk = Desk([])
        let questions = desk.questions
        let (asked, tell) = AsyncStream<Void>.makeStream()
        let task = Task {
            tell.yield()
            return try await questions.ask(TaskInstanceID("t"), request("Go?", "yes", "no"))
        }
        for await _ in asked { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(!questions.isAsking)
        let next = Desk([("one: ", "2")]).questions
        #expect(try await next.ask(TaskInstanceID("t"), request("Go?", "yes", "no")) == ["no"])
    }
}
