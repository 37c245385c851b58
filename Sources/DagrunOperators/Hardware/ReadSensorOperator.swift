// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
public import DagrunRuntime
internal import Logging

/// Reads a sensor once.
///
/// ```swift
/// let air = task("air", ReadSensorOperator(unit: "°C", possible: -40...85) { board in
///     try await BME280(on: board).read().temperature
/// })
/// task("judge", air.output) { reading in reading.value > 30 }
/// ```
///
/// A value outside of what is possible fails the try, unless it is to be reported as it is. A bus that fails for the
/// moment is tried again as the task's retries say.
public struct ReadSensorOperator<Reading: Codable & Sendable>: Operator {
    /// What was measured, with unit and time.
    public typealias Output = SensorReading<Reading>

    private let unit: String?
    private let isPossible: @Sendable (Reading) -> Bool
    private let reportsImpossible: Bool
    private let read: @Sendable (Board) async throws -> Reading

    /// Makes the operator.
    ///
    /// - Parameters:
    ///   - unit: The unit; nil where there is none.
    ///   - reportsImpossible: Whether a value that is not possible is returned as ``SensorReading/Validity/outOfRange``
    ///     instead of failing the try.
    ///   - isPossible: Whether a value can be believed.
    ///   - read: Reads the sensor.
    public init(
        unit: String? = nil, reportsImpossible: Bool = false,
        isPossible: @escaping @Sendable (Reading) -> Bool = { _ in true },
        read: @escaping @Sendable (Board) async throws -> Reading
    ) {
        self.unit = unit
        self.reportsImpossible = reportsImpossible
        self.isPossible = isPossible
        self.read = read
    }

    /// Makes the operator.
    ///
    /// - Parameters:
    ///   - unit: The unit; nil where there is none.
    ///   - possible: The values that can be believed.
    ///   - reportsImpossible: Whether a value outside is returned as ``SensorReading/Validity/outOfRange`` instead of
    ///     failing the try.
    ///   - read: Reads the sensor.
    public init(
        unit: String? = nil, possible: ClosedRange<Reading>, reportsImpossible: Bool = false,
        read: @escaping @Sendable (Board) async throws -> Reading
    ) where Reading: Comparable {
        self.init(
            unit: unit, reportsImpossible: reportsImpossible, isPossible: { possible.contains($0) }, read: read)
    }

    /// Reads the sensor.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: What was measured.
    /// - Throws: ``OperatorError`` for a value that is not possible; ``DagrunRuntime/TaskSignal`` `.fail` when there is
    ///   no board or no such sensor; what `read` throws.
    public func execute(_ context: TaskContext) async throws -> SensorReading<Reading> {
        try await context.onBoard { board in
            let value = try await read(board)
            let reading = SensorReading(
                value: value, unit: unit, timestamp: context.clock.now(),
                validity: isPossible(value) ? .valid : .outOfRange)
            let text = "\(value)\(unit.map { " \($0)" } ?? "")"
            guard reading.validity == .valid || reportsImpossible else {
                throw OperatorError(.badReading, "the sensor says \(text), which is not possible; look at its wires")
            }
            context.logger.info("read \(text)", metadata: ["validity": "\(reading.validity.rawValue)"])
            return reading
        }
    }
}
