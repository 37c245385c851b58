// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator
import DagrunTestSupport
import Testing

struct TimerQueueTests {
    /// Any order of setting, cancelling and taking gives what a sorted list gives.
    @Test(arguments: 0..<40) func agreesWithASortedList(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var queue = TimerQueue<Int>()
        var model: [(time: Int64, number: Int, ticket: TimerQueue<Int>.Ticket)] = []
        var spent: [TimerQueue<Int>.Ticket] = []
        let span = Int64.random(in: 1...50, using: &random)
        for number in 0..<1500 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                let time = Int64.random(in: 0...span, using: &random)
                let ticket = queue.insert(number, at: time)
                #expect(ticket != 0)
                #expect(!model.contains { $0.ticket == ticket })
                model.append((time, number, ticket))
            case 5..<8:
                guard let place = model.indices.randomElement(using: &random) else { continue }
                #expect(queue.remove(model[place].ticket) == model[place].number)
                spent.append(model.remove(at: place).ticket)
            case 8:
                if let ticket = spent.randomElement(using: &random) { #expect(queue.remove(ticket) == nil) }
            default:
                let first = model.min { ($0.time, $0.number) < ($1.time, $1.number) }
                #expect(queue.firstTime() == first?.time)
                #expect(queue.popFirst() == first?.number)
                model.removeAll { $0.number == first?.number }
            }
            #expect(queue.count == model.count)
        }
        var rest: [Int] = []
        while let number = queue.popFirst() { rest.append(number) }
        #expect(rest == model.sorted { ($0.time, $0.number) < ($1.time, $1.number) }.map(\.number))
    }

    @Test func takesNothingOutOfAnEmptyQueue() {
        var queue = TimerQueue<Int>()
        #expect(queue.firstTime() == nil)
        #expect(queue.popFirst() == nil)
        #expect(queue.remove(0) == nil)
        #expect(queue.remove(.max) == nil)
    }
}
