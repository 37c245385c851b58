// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
public import DagrunRuntime
internal import Logging

/// Waits until a line changes.
///
/// ```swift
/// task("door", WaitForEdgeSensor("GPIO23", .rising, pull: .down).timeout(.hours(1)))
/// ```
///
/// Changes count from the sensor's first look on; as with ``ButtonSensor``, from then on none is lost and none is seen
/// twice. An edge that was lost because the machine was too busy counts when the line is found as it must be behind it.
public struct WaitForEdgeSensor: Sensor {
    /// The change.
    public typealias Output = LineChange

    private let pin: PinID
    private let edges: EdgeDetection
    private let pull: Pull
    private let debounce: Duration

    /// Makes the sensor.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - edges: Which changes it waits for.
    ///   - pull: What holds the pin where it is.
    ///   - debounce: How long the line must be at rest before a change counts.
    public init(
        _ pin: PinID, _ edges: EdgeDetection = .rising, pull: Pull = .external(activeLow: false),
        debounce: Duration = .zero
    ) {
        self.pin = pin
        self.edges = edges
        self.pull = pull
        self.debounce = debounce
    }

    /// Looks whether the line has changed since the first look.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: The first change.
    /// - Throws: ``DagrunRuntime/TaskSignal`` `.fail` when there is no board or no such pin; ``DagrunHAL/HALError``
    ///   when the hardware fails.
    public func poke(_ context: TaskContext) async throws -> PokeResult<LineChange> {
        try await context.onBoard { board in
            guard let lease = try await watch(board, context) else { return .notYet }
            defer { lease.release() }
            return lease.events(since: cursor(lease, board, context)).lazy.compactMap(change).first
                .map { .done($0) } ?? .notYet
        }
    }

    /// Waits until the line changes.
    ///
    /// - Parameters:
    ///   - interval: The longest time to wait.
    ///   - context: What the task may know and ask.
    /// - Throws: As ``poke(_:)``; `CancellationError` when the task is told to stop.
    public func pause(for interval: Duration, _ context: TaskContext) async throws {
        try await context.onBoard { board in
            guard let lease = try await watch(board, context) else {
                return try await context.clock.sleep(for: interval)
            }
            defer { lease.release() }
            let cursor = cursor(lease, board, context)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for try await entry in lease.events(from: cursor) where change(entry) != nil { return }
                }
                group.addTask { try await context.clock.sleep(for: interval) }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    /// The line; nil while somebody else uses it.
    private func watch(_ board: Board, _ context: TaskContext) async throws -> LineLease? {
        do {
            // Both edges are told, so that the value behind a gap is known.
            return try await board.lease(pin, pull.config(debounce: debounce), holder: context.holder)
        } catch let error as HALError where error.code == .busy {
            context.logger.notice("waiting for a line that is in use: \(error)")
            return nil
        }
    }

    private func cursor(_ lease: LineLease, _ board: Board, _ context: TaskContext) -> EdgeCursor {
        let key = context.noteKey("edges of")
        if let found = board.notes.note(key, as: EdgeCursor.self) { return found }
        let cursor = lease.cursor
        board.notes.leave(cursor, key)
        context.logger.info("waiting for \(pin) to change", metadata: ["edges": "\(edges.rawValue)"])
        return cursor
    }

    private func change(_ entry: JournaledEdge) -> LineChange? {
        guard let value = entry.value, edges.includes(value ? .rising : .falling) else { return nil }
        return LineChange(pin: pin, edge: value ? .rising : .falling, timestamp: entry.timestamp)
    }
}
