// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// What checks do with a bench.
struct HardwareProbe: Sendable {
    let bench: any HardwareBench

    init(_ bench: any HardwareBench) { self.bench = bench }

    var backend: any HardwareBackend { bench.backend }

    /// Who claims lines here.
    static let consumer = "dagrun-check"

    func address(_ place: Int) -> LineAddress { LineAddress(chip: bench.chip, offset: bench.lines[place]) }

    /// Claims lines of the bench, by their places.
    func request(_ configs: [(Int, LineConfig)], consumer: String = consumer) throws(HALError) -> any LineRequest {
        try backend.request(configs.map { address($0.0) }, configs.map(\.1), consumer: consumer)
    }

    func request(_ place: Int, _ config: LineConfig) throws(HALError) -> any LineRequest {
        try request([(place, config)])
    }

    func pull(_ place: Int, _ level: Level) async throws { try await bench.pull(bench.lines[place], to: level) }

    func pull(_ place: Int, _ levels: [Level]) async throws {
        try await bench.pull(bench.lines[place], through: levels)
    }

    func level(_ place: Int) async throws -> Level { try await bench.level(of: bench.lines[place]) }

    func info(_ place: Int) throws(HALError) -> LineInfo { try backend.lineInfo(address(place)) }

    // MARK: Expecting

    func expect(_ condition: Bool, _ what: @autoclosure () -> String) throws {
        if !condition { throw HardwareCheckFailure(description: what()) }
    }

    func expect<Value: Equatable>(_ found: Value, is wanted: Value, _ what: String) throws {
        if found != wanted {
            throw HardwareCheckFailure(description: "\(what): \(wanted) was expected, and it is \(found)")
        }
    }

    /// Expects an error of one of some codes.
    @discardableResult
    func expect(
        _ codes: HALError.Code..., from what: String, _ body: () async throws -> Void
    ) async throws -> HALError {
        do {
            try await body()
        } catch let error as HALError {
            guard codes.contains(error.code) else {
                throw HardwareCheckFailure(description: "\(what): another error was expected than ‘\(error)’")
            }
            return error
        }
        throw HardwareCheckFailure(description: "\(what): an error was expected, and it went well")
    }

    // MARK: Edges

    /// Waits for an edge; a loss is no edge.
    func edge(_ request: any LineRequest) async throws -> EdgeEvent {
        switch try await request.nextEvent() {
        case .edge(let edge): return edge
        case .lost(let count):
            throw HardwareCheckFailure(
                description: "an edge was expected, and \(count.map { "\($0)" } ?? "some") were lost")
        }
    }

    /// Takes all events that are there.
    func drain(_ request: any LineRequest) throws(HALError) -> [LineEvent] {
        var events: [LineEvent] = []
        while let event = try request.pollEvent() { events.append(event) }
        return events
    }

    /// Does something that the backend may refuse as unsupported.
    ///
    /// - Returns: Whether it was done.
    func unlessUnsupported(_ body: () throws(HALError) -> Void) throws(HALError) -> Bool {
        do throws(HALError) {
            try body()
            return true
        } catch {
            guard error.code == .unsupported else { throw error }
            return false
        }
    }
}
