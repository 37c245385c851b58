// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import DagrunTesting
import Testing

@testable import DagrunLinux

@Suite("Debouncing without the kernel")
struct SoftwareDebouncerTests {
    @Test("makes one edge of a bounce, at the end of its time")
    func bounce() {
        var debouncer = SoftwareDebouncer(.milliseconds(10), value: false)
        for (place, time) in [0, 2, 3, 7].enumerated() {
            #expect(debouncer.take(place.isMultiple(of: 2) ? .rising : .falling, at: .at(time)) == nil)
        }
        #expect(debouncer.take(.rising, at: .at(9)) == nil)
        #expect(debouncer.advance(to: .at(18)) == nil && !debouncer.value)
        let counted = debouncer.advance(to: .at(30))
        #expect(counted?.edge == .rising && counted?.at == .at(19) && debouncer.value)
        #expect(debouncer.deadline == nil)
    }

    @Test("tells nothing of a spike that ends where it began")
    func spike() {
        var debouncer = SoftwareDebouncer(.milliseconds(10), value: true)
        #expect(debouncer.take(.falling, at: .at(0)) == nil)
        #expect(debouncer.take(.rising, at: .at(1)) == nil)
        #expect(debouncer.advance(to: .at(60)) == nil && debouncer.value)
    }

    @Test("tells the same however late the edges are read")
    func lateness() {
        var debouncer = SoftwareDebouncer(.milliseconds(10), value: false)
        // All at once, a second later.
        #expect(debouncer.take(.rising, at: .at(0)) == nil)
        let first = debouncer.take(.falling, at: .at(50))
        #expect(first?.edge == .rising && first?.at == .at(10))
        let second = debouncer.advance(to: .at(1000))
        #expect(second?.edge == .falling && second?.at == .at(60))
    }

    @Test("finds its way back when edges were lost")
    func correction() {
        var debouncer = SoftwareDebouncer(.milliseconds(10), value: false)
        #expect(debouncer.take(.rising, at: .at(0)) == nil)
        debouncer.correct(to: false, at: .at(5))
        #expect(debouncer.advance(to: .at(100)) == nil)
        debouncer.correct(to: true, at: .at(200))
        #expect(debouncer.advance(to: .at(300))?.at == .at(210))
    }

    @Test("counts the edges that a virtual board's kernel counts", arguments: 1...50 as ClosedRange<UInt64>)
    func sameAsKernel(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let period = Duration.milliseconds(10)
        var steps: [(pause: Duration, level: Level)] = []
        for number in 0..<60 {
            // Between far below and above the period, and now and then just it.
            let pause =
                Int.random(in: 0..<25, using: &random) == 0
                ? period : .microseconds(.random(in: 0..<15_000, using: &random))
            steps.append((pause, number.isMultiple(of: 2) ? .high : .low))
        }
        let bench = try VirtualBench()
        func request(_ debounce: Duration) throws -> any LineRequest {
            try bench.backend.request(
                [LineAddress(chip: bench.chip, offset: 17)], [.input(edges: .both, debounce: debounce)],
                consumer: "test")
        }
        func play(_ request: any LineRequest, _ body: (EdgeEvent) -> Void) async throws -> Timestamp {
            let start = bench.backend.clock.now
            for step in steps {
                bench.board.advance(by: step.pause)
                try await bench.pull(17, to: step.level)
                while case .edge(let edge)? = try request.pollEvent() { body(edge) }
            }
            bench.board.advance(by: .seconds(1))
            while case .edge(let edge)? = try request.pollEvent() { body(edge) }
            return start
        }
        var kernel: [SoftwareDebouncer.Outcome] = []
        let debounced = try request(period)
        var start = try await play(debounced) { kernel.append(($0.edge, $0.timestamp)) }
        kernel = kernel.map { ($0.edge, Timestamp.zero + ($0.at - start)) }
        debounced.release()
        try await bench.pull(17, to: .low)
        var ours: [SoftwareDebouncer.Outcome] = []
        var debouncer = SoftwareDebouncer(period, value: false)
        let raw = try request(.zero)
        start = try await play(raw) { edge in
            if let counted = debouncer.take(edge.edge, at: edge.timestamp) { ours.append(counted) }
        }
        if let counted = debouncer.advance(to: bench.backend.clock.now) { ours.append(counted) }
        ours = ours.map { ($0.edge, Timestamp.zero + ($0.at - start)) }
        #expect(!kernel.isEmpty)
        #expect(kernel.map(\.edge) == ours.map(\.edge))
        #expect(kernel.map(\.at) == ours.map(\.at))
    }
}

extension Timestamp {
    fileprivate static func at(_ milliseconds: Int) -> Timestamp {
        Timestamp(nanoseconds: Int64(milliseconds) * 1_000_000)
    }
}
