// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import Testing

@testable import DagrunHTTP

@Suite struct HTTPHeadersParsingTests {
    @Test(
        arguments: [
            ("HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\n", ["A": "1", "B": "2"]),
            ("HTTP/1.1 200 OK\r\nA:1\r\n", ["A": "1"]),
            ("HTTP/1.1 200 OK\r\nA: \t 1 2 \t\r\n", ["A": "1 2"]),
            ("HTTP/1.1 200 OK\nA: 1\nB: 2\n\n", ["A": "1", "B": "2"]),
            ("HTTP/1.1 200 OK\r\nA:\r\nB: \r\n", ["A": "", "B": ""]),
            ("HTTP/1.1 200 OK\r\nA: 1\r\na: 2\r\n", ["A": "1", "a": "2"]),
            ("HTTP/1.1 200 OK\r\nA: 1:2\r\n", ["A": "1:2"]),
            ("HTTP/1.1 200 OK\r\nA : 1\r\n", ["A": "1"]),
            ("HTTP/1.1 200 OK\r\nA: 1\r\n 2\r\n\t3\r\nB: 4\r\n", ["A": "1 2 3", "B": "4"]),
            ("HTTP/1.1 200 OK\r\nA:\r\n 2\r\n", ["A": "2"]),
            ("HTTP/1.1 200 OK\r\n leading\r\nA: 1\r\n", ["A": "1"]),
            ("HTTP/1.1 200 OK\r\nA: 1\r\nno colon\r\n folded\r\nB: 2\r\n", ["A": "1", "B": "2"]),
            ("HTTP/1.1 200 OK\r\n: nameless\r\nin name: x\r\nA: 1\r\n", ["A": "1"]),
            ("HTTP/2 200\r\na: 1\r\n", ["a": "1"]),
            ("HTTP/1.1 200 OK", [:]),
            ("", [:]),
            ("\r\n\r\n:\r\n", [:]),
        ] as [(String, HTTPHeaders)])
    func readsAHeaderSection(text: String, expected: HTTPHeaders) {
        #expect(HTTPHeaders(parsing: text.utf8) == expected)
    }

    @Test func readsBytesAsUTF8OrElseAsLatin1() {
        let section = Array("HTTP/1.1 200 OK\r\nA: ".utf8)
        #expect(HTTPHeaders(parsing: section + Array("é".utf8))["A"] == "é")
        #expect(HTTPHeaders(parsing: section + [0xE9])["A"] == "é")
    }

    @Test func survivesBytesOfAnyKind() {
        var generator = SeededGenerator(seed: 1)
        let alphabet: [UInt8] = [0x0A, 0x0D, 0x20, 0x3A, 0x41, 0xFF]
        for _ in 0..<200 {
            let bytes = (0..<64).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            for field in HTTPHeaders(parsing: bytes) { #expect(field.name.utf8.allSatisfy { $0 == 0x41 }) }
        }
    }
}
