// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

struct Base64Tests {
    @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar", "\u{0}\u{ff}é/+"])
    func `is what Foundation makes, and comes back`(_ text: String) throws {
        let encoded = Base64.text(of: Array(text.utf8))
        #expect(encoded == Data(text.utf8).base64EncodedString())
        #expect(Base64.bytes(of: encoded) == Array(text.utf8))
    }

    @Test(arguments: [[], [0xff], [0xfb, 0xff], [0xfb, 0xff, 0xfe], Array(0...255)] as [[UInt8]])
    func `is for URLs what it is otherwise with other signs and no padding`(_ bytes: [UInt8]) {
        let plain = Data(bytes).base64EncodedString()
        #expect(
            Base64.urlText(of: bytes)
                == plain.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: ""))
    }

    @Test(arguments: ["a", "ab", "abc", "ab=c", "====", "=aaa", "a===", "ab c", "ab-_", "é===", "abc=abc="])
    func `refuses what is none`(_ text: String) { #expect(Base64.bytes(of: text) == nil) }
}
