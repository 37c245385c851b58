// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import Testing

@testable import DagrunModel

@Suite("Numbers of ids that came up lately")
struct RecentNumbersTests {
    @Test("are those of the dictionary, however many ids share a place", arguments: [1, 2, 3] as [UInt64])
    func agreesWithTheDictionary(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        // Many more ids than places, with ends alike and of all lengths; the empty id is one of them.
        let ids = (0..<5_000).map { "group_\($0 % 7).".prefix($0 % 9) + ($0 == 0 ? "" : "\($0)") }.map(String.init)
        let numbers = Dictionary(ids.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
        var recent = RecentNumbers()
        for _ in 0..<50_000 {
            let id = ids[Int.random(in: ids.indices, using: &random)]
            if Bool.random(using: &random), let number = numbers[id] { recent.remember(number, of: id) }
            #expect(recent.number(of: id) { numbers[$0] } == numbers[id])
        }
    }

    @Test("are searched for once while nothing else takes the place")
    func searchesOnce() {
        var recent = RecentNumbers()
        var searches = 0
        for _ in 0..<3 {
            #expect(
                recent.number(of: "brew") { _ in
                    searches += 1
                    return -4
                } == -4)
        }
        #expect(searches == 1)
    }

    @Test("are none for an id that there is not, which is not remembered")
    func unknownIDs() {
        var recent = RecentNumbers()
        #expect(recent.number(of: "") { _ in nil } == nil)
        #expect(recent.number(of: "brew") { _ in nil } == nil)
        #expect(recent.number(of: "brew") { _ in 2 } == 2)
    }
}
