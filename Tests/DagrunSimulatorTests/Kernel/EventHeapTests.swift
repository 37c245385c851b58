// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunSimulator

@Suite struct EventHeapTests {
    @Test(arguments: 0..<50)
    func `events come by time, and those of one time in the order in which they were made`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let heap = EventHeap()
        var waiting: [(time: Int64, sequence: UInt64)] = []
        var sequence: UInt64 = 0
        for _ in 0..<500 {
            if Int.random(in: 0..<5, using: &random) < 3 || waiting.isEmpty {
                sequence += 1
                let time = Int64.random(in: 0..<20, using: &random)
                heap.insert(KernelEvent(time: time, sequence: sequence, target: 0, generation: 0, kind: .timer))
                waiting.append((time, sequence))
            } else {
                let first = waiting.indices.min { waiting[$0] < waiting[$1] } ?? 0
                let expected = waiting.remove(at: first)
                #expect(heap.firstTime == expected.time)
                #expect(heap.removeFirst().sequence == expected.sequence)
            }
            if Int.random(in: 0..<50, using: &random) == 0 {
                heap.filter { $0.sequence % 3 != 0 }
                waiting.removeAll { $0.sequence % 3 == 0 }
            }
            #expect(heap.count == waiting.count)
        }
    }
}
