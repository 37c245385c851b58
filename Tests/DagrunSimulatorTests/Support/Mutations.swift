// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport

/// Damages a text as a fuzzer does: bytes that are changed, left out, doubled, or taken from elsewhere.
struct Mutations {
    private var numbers: SeededGenerator
    private let words: [[UInt8]]

    init(seed: UInt64, words: [String]) {
        numbers = SeededGenerator(seed: seed)
        self.words = words.map { Array($0.utf8) }
    }

    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &numbers) {
            let place = Int.random(in: 0...bytes.count, using: &numbers)
            switch Int.random(in: 0..<6, using: &numbers) {
            case 0 where place < bytes.count: bytes[place] = UInt8.random(in: .min ... .max, using: &numbers)
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2: bytes.removeSubrange(place..<min(place + Int.random(in: 0...40, using: &numbers), bytes.count))
            case 3:
                let from = Int.random(in: 0...bytes.count, using: &numbers)
                let piece = bytes[from..<min(from + Int.random(in: 0...40, using: &numbers), bytes.count)]
                bytes.insert(contentsOf: piece, at: place)
            default: bytes.insert(contentsOf: words.randomElement(using: &numbers) ?? [], at: place)
            }
        }
        return bytes
    }
}
