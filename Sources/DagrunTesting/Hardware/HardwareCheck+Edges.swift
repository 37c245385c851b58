// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Edges.
extension HardwareCheck {
    private static func alternating(_ count: Int, from first: Level = .high) -> [Level] {
        (0..<count).map { $0.isMultiple(of: 2) ? first : first.inverted }
    }

    static let edges: [HardwareCheck] = [
        HardwareCheck("tells edges of both kinds, in order, numbered, at their instants") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request(0, .input(edges: .both))
            var last = probe.backend.clock.now
            for number in 1...6 {
                let before = probe.backend.clock.now
                try await probe.pull(0, number.isMultiple(of: 2) ? .low : .high)
                let edge = try await probe.edge(request)
                try probe.expect(edge.edge, is: number.isMultiple(of: 2) ? .falling : .rising, "edge \(number)")
                try probe.expect(edge.lineSequence, is: UInt64(number), "the number among the line's")
                try probe.expect(edge.globalSequence, is: UInt64(number), "the number among the request's")
                try probe.expect(
                    edge.timestamp >= before && edge.timestamp <= probe.backend.clock.now && edge.timestamp >= last,
                    "the edge is stamped \(edge.timestamp), and it came between \(before) and now")
                last = edge.timestamp
            }
        },
        HardwareCheck("tells edges of one kind only where one is asked for") { probe in
            for (detection, edge) in [(EdgeDetection.rising, Edge.rising), (.falling, .falling)] {
                try await probe.pull(0, .low)
                let request = try probe.request(0, .input(edges: detection))
                try await probe.pull(0, alternating(6))
                for number in 1...3 {
                    let event = try await probe.edge(request)
                    try probe.expect(event.edge, is: edge, "edge \(number)")
                    try probe.expect(event.lineSequence, is: UInt64(number), "the number among the line's")
                }
                try probe.expect(try probe.drain(request).isEmpty, "there are more events")
                request.release()
            }
        },
        HardwareCheck("turns edges of a line that is active low") { probe in
            try await probe.pull(0, .high)
            let request = try probe.request(0, .input(activeLow: true, edges: .both))
            try await probe.pull(0, .low)
            try probe.expect(try await probe.edge(request).edge, is: .rising, "the edge of a line that became low")
        },
        HardwareCheck("tells no edges of before the claim") { probe in
            try await probe.pull(0, alternating(5))
            let request = try probe.request(0, .input(edges: .both))
            try await probe.pull(0, .low)
            let edge = try await probe.edge(request)
            try probe.expect(edge.edge, is: .falling, "the first edge")
            try probe.expect(edge.lineSequence, is: 1, "its number")
        },
        HardwareCheck("tells edges of several lines in one request, each by its place") { probe in
            for place in 0..<3 { try await probe.pull(place, .low) }
            let request = try probe.request((0..<3).map { ($0, .input(edges: .both)) })
            for place in [2, 0, 1, 0, 2] {
                let level = try await probe.level(place).inverted
                try await probe.pull(place, level)
                let edge = try await probe.edge(request)
                try probe.expect(edge.index, is: place, "the place of the line with an edge")
                try probe.expect(edge.edge, is: level == .high ? .rising : .falling, "its edge")
            }
        },
        HardwareCheck("tells edges of several lines in the order in which they happened") { probe in
            for place in 0..<3 { try await probe.pull(place, .low) }
            let request = try probe.request((0..<3).map { ($0, .input(edges: .both)) })
            let order = [2, 0, 1, 1, 0, 2, 2, 1, 0]
            for (step, place) in order.enumerated() {
                try await probe.pull(place, order[..<step].count { $0 == place }.isMultiple(of: 2) ? .high : .low)
            }
            var places: [Int] = []
            for _ in order { places.append(try await probe.edge(request).index) }
            try probe.expect(places, is: order, "the places of the edges")
        },
        HardwareCheck("keeps a burst of fifteen edges that nobody reads") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request(0, .input(edges: .both))
            try await probe.pull(0, alternating(15))
            var last: EdgeEvent?
            for number in 1...15 {
                let edge = try await probe.edge(request)
                try probe.expect(edge.edge, is: number.isMultiple(of: 2) ? .falling : .rising, "edge \(number)")
                try probe.expect(edge.lineSequence, is: UInt64(number), "its number")
                if let last {
                    try probe.expect(
                        edge.timestamp >= last.timestamp, "edge \(number) is stamped before the one before")
                }
                last = edge
            }
            try probe.expect(try probe.drain(request).isEmpty, "there are more events")
        },
        HardwareCheck("says that edges were lost when too many came, and invents none") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request(0, .input(edges: .both))
            try await probe.pull(0, alternating(101))
            let events = try probe.drain(request)
            var edges = 0
            var lost: Int? = 0
            var isTold = false
            for event in events {
                switch event {
                case .edge: edges += 1
                case .lost(let count):
                    isTold = true
                    lost = lost.flatMap { lost in count.map { lost + $0 } }
                }
            }
            try probe.expect(isTold, "\(edges) of 101 edges were told, and none to be lost")
            try probe.expect(edges >= 16 && edges < 101, "\(edges) of 101 edges were told")
            if let lost { try probe.expect(edges + lost, is: 101, "edges that were told or lost") }
            // What comes next is told as ever.
            try await probe.pull(0, .low)
            try probe.expect(try await probe.edge(request).edge, is: .falling, "the edge after the loss")
            try probe.expect(try request.value(at: 0), is: false, "the value after the loss")
        },
        HardwareCheck("makes one edge of a bounce, and none of a spike") { probe in
            try await probe.pull(0, .low)
            let period = Duration.milliseconds(40)
            let request = try probe.request(0, .input(edges: .both, debounce: period))
            let start = probe.backend.clock.now
            try await probe.pull(0, alternating(7))
            let first = try await probe.edge(request)
            try probe.expect(first.edge, is: .rising, "the edge of a bounce that ends high")
            try probe.expect(first.lineSequence, is: 1, "its number")
            try probe.expect(
                first.timestamp - start >= period, "it is told \(first.timestamp - start) after the bounce began")
            try probe.expect(try request.value(at: 0), is: true, "the value behind the bounce")
            // A spike ends where it began; whatever came of it would come before what follows.
            try await probe.pull(0, [.low, .high])
            try probe.expect(try request.value(at: 0), is: true, "the value in a spike")
            try await probe.backend.clock.sleep(for: period * 2)
            try await probe.pull(0, .low)
            try probe.expect(try request.value(at: 0), is: true, "the value before the time is over")
            let second = try await probe.edge(request)
            try probe.expect(second.edge, is: .falling, "the edge after a spike")
            try probe.expect(second.lineSequence, is: 2, "its number")
            try probe.expect(try request.value(at: 0), is: false, "the value in the end")
        },
        HardwareCheck("debounces each line of a request by its own time") { probe in
            for place in 0..<3 { try await probe.pull(place, .low) }
            let request = try probe.request([
                (0, .input(edges: .both, debounce: .milliseconds(60))), (1, .input(edges: .both)),
                (2, .input(edges: .rising, debounce: .milliseconds(30))),
            ])
            for place in 0..<3 { try await probe.pull(place, .high) }
            var places: [Int] = []
            for _ in 0..<3 { places.append(try await probe.edge(request).index) }
            try probe.expect(places, is: [1, 2, 0], "the order in which lines are stable")
        },
        HardwareCheck("stamps edges by the realtime clock, or says that it can't") { probe in
            var config = LineConfig.input(edges: .both)
            config.eventClock = .realtime
            try await probe.pull(0, .low)
            var claimed: (any LineRequest)?
            let isDone = try probe.unlessUnsupported { () throws(HALError) in
                claimed = try probe.request(0, config)
            }
            guard isDone, let request = claimed else { return }
            try await probe.pull(0, .high)
            let edge = try await probe.edge(request)
            // 2001 in the one, and days of running in the other.
            try probe.expect(
                edge.timestamp.nanoseconds > 1_000_000_000_000_000_000,
                "the edge is stamped \(edge.timestamp), which is no time since 1970")
        },
        HardwareCheck("says that there is no hardware timestamp engine, where there is none") { probe in
            var config = LineConfig.input(edges: .both)
            config.eventClock = .hte
            _ = try probe.unlessUnsupported { () throws(HALError) in _ = try probe.request(0, config) }
            try probe.expect(try !probe.info(0).isUsed, "the line stayed claimed")
        },
        HardwareCheck("ends a wait that is cancelled, and loses no edge by it") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request(0, .input(edges: .both))
            for number in 1...10 {
                let waiting = startBesideCaller {
                    // Its outcome doesn't matter: either it is cancelled, or it had an edge.
                    _ = try? await request.nextEvent()
                }
                waiting.cancel()
                await waiting.value
                try await probe.pull(0, number.isMultiple(of: 2) ? .low : .high)
                let edge = try await probe.edge(request)
                try probe.expect(edge.lineSequence, is: UInt64(number), "the number of the edge after a cancelled wait")
            }
        },
        HardwareCheck("gives each edge to one of those that wait") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request(0, .input(edges: .both))
            let numbers = try await withThrowingTaskGroup(of: UInt64.self) { group in
                for _ in 0..<4 { group.addTask { try await probe.edge(request).lineSequence } }
                try await probe.pull(0, alternating(4))
                var numbers: [UInt64] = []
                for try await number in group { numbers.append(number) }
                return numbers
            }
            try probe.expect(numbers.sorted(), is: [1, 2, 3, 4], "the numbers of the edges")
        },
    ]
}
