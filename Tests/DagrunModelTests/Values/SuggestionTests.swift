// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunModel

@Suite struct SuggestionTests {
    @Test(arguments: [
        ("extarct", "extract"), ("Extract", "extract"), ("load_", "load"), ("tarnsform", "transform"), ("laod", "load"),
        ("transfrm", "transform"),
    ])
    func `a slip is recognized`(_ word: String, _ meant: String) {
        #expect(Suggestion.closest(to: word, in: ["extract", "load", "transform"]) == meant)
    }

    @Test(arguments: ["", "x", "report", "something_else", "extractor_of_all"])
    func `another word is not`(_ word: String) {
        #expect(Suggestion.closest(to: word, in: ["extract", "load", "transform"]) == nil)
    }

    @Test func `the id of a task in a group is found without that of the group`() {
        #expect(Suggestion.closest(to: "load", in: ["etl.extract", "etl.load", "loads"]) == "etl.load")
        #expect(Suggestion.closest(to: "oad", in: ["etl.load"]) == nil)
    }

    @Test func `of equals the first in sorted order is taken, whatever the order of the candidates`() {
        #expect(Suggestion.closest(to: "cat", in: ["hat", "bat"]) == "bat")
        #expect(Suggestion.closest(to: "cat", in: ["bat", "hat"]) == "bat")
        #expect(Suggestion.closest(to: "cat", in: [String]()) == nil)
    }
}
