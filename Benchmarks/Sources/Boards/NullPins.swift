// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

/// What a board, its broker and its journal cost by themselves: on a backend whose lines are nothing.
enum NullPins {
    static func run() async throws {
        let backend = NullBackend()
        let board = Board(backend, description: .unknown)
        let output = try await board.lease("gpiochip0:1", .output(), holder: "benchmark")
        let count = 200_000
        let sets = Samples(
            try (0..<15).map { _ in
                let begin = Process.processorSeconds
                for number in 0..<count { try output.set(number & 1 == 1) }
                return (Process.processorSeconds - begin) / Double(count) * 1e9
            })
        try Figure("pins/null", "set", sets, unit: "ns", target: .atMost(200)).print()

        let input = try await board.lease("gpiochip0:2", .input(edges: .both), holder: "benchmark")
        var reader = input.events().makeAsyncIterator()
        let edges = 20_000
        var number: UInt64 = 0
        let times = try await Samples(15) {
            let begin = Process.processorSeconds
            for _ in 0..<edges {
                number += 1
                backend.tell(number)
                guard try await reader.next()?.edge != nil else { throw BenchmarkError(description: "no edge") }
            }
            return (Process.processorSeconds - begin) / Double(edges) * 1e6
        }
        try Figure("pins/null", "edge", times, unit: "us", target: .atMost(2)).print()
    }
}

/// A chip whose lines do nothing, and tell edges when they are told to.
private final class NullBackend: HardwareBackend {
    typealias Sink = @Sendable (Result<[LineEvent], HALError>) -> Void

    let name = "nothing"
    let clock: any HALClock = MonotonicClock()
    // In a struct: a bare closure in a generic type is wrapped once more each time it is read.
    private struct Listener {
        var sink: Sink?
    }

    private let listener = Mutex(Listener())

    func tell(_ number: UInt64) {
        let edge = EdgeEvent(
            index: 0, edge: number & 1 == 1 ? .rising : .falling, timestamp: Timestamp(nanoseconds: Int64(number)),
            globalSequence: number, lineSequence: number)
        listener.withLock { $0.sink }?(.success([.edge(edge)]))
    }

    func take(_ sink: @escaping Sink) { listener.withLock { $0.sink = sink } }

    func chips() throws(HALError) -> [ChipInfo] { [ChipInfo(name: "gpiochip0", label: "null", lineCount: 8)] }

    func lineInfo(_ line: LineAddress) throws(HALError) -> LineInfo {
        LineInfo(address: line, name: nil, consumer: nil, isUsed: false)
    }

    func request(_ lines: [LineAddress], _ configs: [LineConfig], consumer: String) throws(HALError)
        -> any LineRequest
    {
        NullRequest(lines, consumer, self)
    }

    func i2c(_ number: Int) throws(HALError) -> any I2CBus { throw Self.nothing }
    func spi(_ bus: Int, chipSelect: Int, _ config: SPIConfig) throws(HALError) -> any SPIDevice { throw Self.nothing }
    func pwm(_ chip: Int, channel: Int) throws(HALError) -> any PWMChannel { throw Self.nothing }
    func analog(_ device: Int, channel: Int) throws(HALError) -> any AnalogInput { throw Self.nothing }

    static let nothing = HALError(.unsupported, "nothing", reason: "there is none")
}

private final class NullRequest: LineRequest {
    let lines: [LineAddress]
    let consumer: String
    private let backend: NullBackend

    init(_ lines: [LineAddress], _ consumer: String, _ backend: NullBackend) {
        self.lines = lines
        self.consumer = consumer
        self.backend = backend
    }

    func values(mask: UInt64) throws(HALError) -> LineValues { LineValues(bits: 0, mask: mask) }
    func set(_ values: LineValues) throws(HALError) {}
    func reconfigure(_ configs: [LineConfig]) throws(HALError) {}
    func pollEvent() throws(HALError) -> LineEvent? { nil }
    func nextEvent() async throws -> LineEvent { throw NullBackend.nothing }
    func release() {}

    func handEvents(to sink: @escaping NullBackend.Sink) -> Bool {
        backend.take(sink)
        return true
    }
}
