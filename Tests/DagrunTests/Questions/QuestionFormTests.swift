// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import DagrunTestSupport
import Testing

@testable import Dagrun

@Suite("A question, line by line")
struct QuestionFormTests {
    private func form(_ change: (inout HumanRequest) -> Void = { _ in }) -> QuestionForm {
        var request = HumanRequest("What shall it be?", options: ["espresso", "A pot of tea"])
        change(&request)
        return QuestionForm(TaskInstanceID("drink"), request)
    }

    private static let cups: JSONValue = [
        "value": 1, "description": "how many", "schema": ["type": "integer", "minimum": 1, "maximum": 4],
    ]

    @Test func `shows who asks what, and the options by number`() {
        var form = form {
            $0.body = "There is *milk*.\nAnd sugar."
            $0.assignedUsers = ["1": "Ada"]
        }
        #expect(
            form.heading == [
                "drink asks: What shall it be?", "  There is *milk*.", "  And sugar.", "  It is a question to Ada.",
                "  1) espresso", "  2) A pot of tea",
            ])
        #expect(form.prompt == "Choose one: ")
        #expect(form.take("2") == nil)
        #expect(form.prompt == nil)
        #expect(form.answer == ["A pot of tea"])
    }

    @Test(arguments: ["a pot of tea", " A pot of tea ", "2"])
    func `takes an option by its text or its number`(_ line: String) {
        var form = form()
        #expect(form.take(line) == nil)
        #expect(form.answer == ["A pot of tea"])
    }

    @Test(arguments: ["", "0", "3", "-1", "coffee", "1,2"])
    func `asks again for what is none of the options`(_ line: String) {
        var form = form()
        #expect(form.take(line) != nil)
        #expect(form.prompt == "Choose one: ")
        #expect(form.take("1") == nil)
        #expect(form.answer == ["espresso"])
    }

    @Test func `an empty line takes the defaults`() {
        var form = form { $0.defaults = ["A pot of tea"] }
        #expect(form.prompt == "Choose one [2]: ")
        #expect(form.take("") == nil)
        #expect(form.answer == ["A pot of tea"])
    }

    @Test func `takes several options where several may be chosen`() {
        var form = form { $0.multiple = true }
        #expect(form.take(",") != nil)
        #expect(form.take("2, espresso,2") == nil)
        #expect(form.answer == ["A pot of tea", "espresso"])
    }

    @Test func `has a form filled in, field by field, each as its schema wants it`() {
        var form = form {
            $0.options = ["OK"]
            $0.params = [
                "cups": Self.cups, "milk": ["value": false, "schema": ["type": "boolean"]],
                "name": ["value": "1", "schema": ["type": "string"]],
                "size": ["value": nil, "schema": ["enum": ["small", "large"]]],
            ]
        }
        #expect(form.prompt == "cups (how many) [1]: ")
        #expect(form.take("9") == "cups must be at most 4, not 9.")
        #expect(form.take("many") != nil)
        #expect(form.take("3") == nil)
        #expect(form.prompt == "milk [false]: ")
        #expect(form.take("yes") == nil)
        #expect(form.prompt == "name [1]: ")
        #expect(form.take("") == nil)
        #expect(form.prompt == "size (one of small, large): ")
        #expect(form.take("") != nil)
        #expect(form.take("large") == nil)
        #expect(form.prompt == nil)
        // What was left as it is keeps its default.
        #expect(form.answer == HumanAnswer(fields: ["cups": 3, "milk": true, "size": "large"]))
    }

    @Test func `where there is one option, Enter takes it`() {
        var form = form { $0.options = ["Go"] }
        #expect(form.heading.count == 1)
        #expect(form.prompt == "Press Enter for Go: ")
        #expect(form.take("stop") != nil)
        #expect(form.take("") == nil)
        #expect(form.answer == ["Go"])
    }

    @Test func `no text of a question can move the cursor`() {
        let form = form {
            $0.subject = "a\u{1B}[2Jb"
            $0.body = "c\u{1B}]0;title\u{07}"
            $0.options = ["d\r", "e"]
        }
        #expect(form.heading.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }

    @Test func `whatever is typed, it asks again or goes on`() {
        var random = SeededGenerator(seed: 7)
        let letters = Array("12,ae \u{1B}\t€{}[]\"-.")
        for _ in 0..<2000 {
            var form = form {
                $0.multiple = Bool.random(using: &random)
                $0.params = ["cups": Self.cups]
            }
            for _ in 0..<8 where form.prompt != nil {
                let count = Int.random(in: 0...6, using: &random)
                _ = form.take(String((0..<count).map { _ in letters.randomElement(using: &random) ?? "1" }))
            }
            #expect(Set(form.answer.options).isSubset(of: ["espresso", "A pot of tea"]))
            if let cups = form.answer.fields["cups"] { #expect([1, 2, 3, 4].contains(cups)) }
        }
    }
}
