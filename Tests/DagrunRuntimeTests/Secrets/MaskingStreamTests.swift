// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime
import DagrunTestSupport
import Testing

@Suite struct MaskingStreamTests {
    @Test func findsASecretAcrossPieces() {
        let masker = SecretMasker()
        masker.add("hunter2")
        var stream = masker.makeStream()
        #expect(text(stream.write(Array("my hun".utf8))) == "my ")
        #expect(text(stream.write(Array("ter".utf8))) == "")
        #expect(text(stream.write(Array("2 is gone, hun".utf8))) == "*** is gone, ")
        #expect(text(stream.write(Array("ger stays".utf8))) == "hunger stays")
        #expect(text(stream.flush()) == "")
    }

    @Test func flushPassesOnWhatLookedLikeABeginning() {
        let masker = SecretMasker()
        masker.add("hunter2")
        var stream = masker.makeStream()
        #expect(text(stream.write(Array("hunt".utf8))) == "")
        #expect(text(stream.flush()) == "hunt")
        #expect(text(stream.write(Array("er2".utf8))) == "er2")
    }

    @Test func aSecretAddedInBetweenCountsForTheBytesHeldBack() {
        let masker = SecretMasker()
        masker.add("abcdefgh")
        var stream = masker.makeStream()
        #expect(text(stream.write(Array("x abcd".utf8))) == "x ")
        masker.add("bcdxyz")
        #expect(text(stream.write(Array("xyz.".utf8))) == "a***.")
    }

    @Test func aSecretAddedInsideAnotherUncoversNothing() {
        let masker = SecretMasker(.init(minimumLength: 1))
        masker.add("abcdefgh")
        masker.add("efghij")
        var stream = masker.makeStream()
        #expect(text(stream.write(Array("abcdefgh".utf8))) == "***")
        masker.add("fg")
        #expect(text(stream.write(Array("!".utf8))) == "!")
    }

    @Test func holdsBackNoMoreThanTheLongestSecret() {
        let masker = SecretMasker()
        masker.add("aaaaaaaa")
        var stream = masker.makeStream()
        var written = ""
        for _ in 0..<1000 { written += text(stream.write(Array("aaa".utf8))) }
        // One endless secret: its mask came once, as soon as it was certain.
        #expect(written == "***")
        #expect(text(stream.write(Array("b".utf8))) == "b")
    }

    @Test func anyCutGivesTheSameAsTheWhole() {
        var random = SeededGenerator(seed: 5)
        func word(_ length: ClosedRange<Int>) -> [UInt8] {
            (0..<Int.random(in: length, using: &random)).map { _ in UInt8.random(in: 97...99, using: &random) }
        }
        for _ in 0..<500 {
            let masker = SecretMasker(.init(minimumLength: 1))
            for _ in 0..<Int.random(in: 1...5, using: &random) { masker.add(text(word(1...8))) }
            let whole = word(0...80)
            var stream = masker.makeStream()
            var output: [UInt8] = []
            var rest = whole[...]
            while !rest.isEmpty {
                let count = Int.random(in: 0...7, using: &random)
                output += stream.write(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            output += stream.flush()
            #expect(output == masker.mask(whole))
        }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
