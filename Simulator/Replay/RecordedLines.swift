// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import Synchronization

/// Lines whose values and edges are recorded.
final class RecordedLines: LineRequest {
    private let request: any LineRequest
    private let names: [String]
    private let configs: Mutex<[LineConfig]>
    private let clock: any HALClock
    private let log: RecordingLog

    init(
        _ request: any LineRequest, names: [String], configs: [LineConfig], clock: any HALClock, log: RecordingLog
    ) {
        self.request = request
        self.names = names
        self.configs = Mutex(configs)
        self.clock = clock
        self.log = log
        noteAll()
    }

    var lines: [LineAddress] { request.lines }
    var consumer: String { request.consumer }

    func values(mask: UInt64) throws(HALError) -> LineValues {
        let values = try request.values(mask: mask)
        note(values)
        return values
    }

    func set(_ values: LineValues) throws(HALError) {
        try request.set(values)
        note(values)
    }

    func reconfigure(_ configs: [LineConfig]) throws(HALError) {
        try request.reconfigure(configs)
        self.configs.withLock { $0 = configs }
        noteAll()
    }

    func pollEvent() throws(HALError) -> LineEvent? {
        let event = try request.pollEvent()
        if let event { note(event) }
        return event
    }

    func nextEvent() async throws -> LineEvent {
        let event = try await request.nextEvent()
        note(event)
        return event
    }

    func release() { request.release() }

    private func noteAll() {
        guard let values = try? request.values(mask: lines.count >= 64 ? .max : (1 << lines.count) - 1) else { return }
        note(values)
    }

    private func note(_ values: LineValues) {
        let now = clock.now
        for index in names.indices {
            if let value = values[index] { note(value, of: index, at: now) }
        }
    }

    private func note(_ event: LineEvent) {
        guard case .edge(let edge) = event, names.indices.contains(edge.index) else { return }
        let isMonotonic = configs.withLock { $0[edge.index].eventClock == .monotonic }
        // Other clocks' instants don't fit the trace.
        note(edge.edge == .rising, of: edge.index, at: isMonotonic ? edge.timestamp : clock.now)
    }

    private func note(_ value: Bool, of index: Int, at time: Timestamp) {
        let level = configs.withLock { Level(value, activeLow: $0[index].activeLow) }
        log.note(names[index], .logic, .logic(Logic(level)), at: time)
    }
}
