// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Texts by number, each once.
struct TraceTexts: Sendable {
    private var texts: [String] = []
    private var numbers: [String: UInt64] = [:]

    var count: Int { texts.count }

    subscript(number: UInt64) -> String { texts[Int(number)] }

    mutating func number(of text: String) -> UInt64 {
        if let number = numbers[text] { return number }
        let number = UInt64(texts.count)
        texts.append(text)
        numbers[text] = number
        return number
    }
}
