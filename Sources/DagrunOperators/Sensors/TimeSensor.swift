// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
public import DagrunRuntime
internal import FoundationEssentials

/// Waits until a time of the day on which the task starts.
///
/// It goes on at once when that time is over. For a time of the day that a run stands for, use ``DateTimeSensor``.
///
/// ```swift
/// task("opening", TimeSensor(hour: 9, minute: 30, timeZone: "Europe/Berlin"))
/// ```
///
/// The time is looked at once a minute unless ``DagrunRuntime/Sensor/interval(_:exponential:cap:)`` says otherwise.
/// Airflow's `TimeSensor`.
public struct TimeSensor: Sensor {
    /// It has no result.
    public typealias Output = NoOutput

    private let hour: Int
    private let minute: Int
    private let second: Int
    private let timeZone: String

    /// Makes the sensor.
    ///
    /// - Parameters:
    ///   - hour: The hour, 0 to 23.
    ///   - minute: The minute, 0 to 59.
    ///   - second: The second, 0 to 59.
    ///   - timeZone: The name of the time zone. A time that clocks leave out when they are put forward counts as that much
    ///     later, and of a time that comes twice the second one counts.
    public init(hour: Int, minute: Int = 0, second: Int = 0, timeZone: String = "UTC") {
        self.hour = hour
        self.minute = minute
        self.second = second
        self.timeZone = timeZone
    }

    /// Looks whether the time has come.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: Whether it has.
    /// - Throws: ``DagrunRuntime/TaskSignal`` `.fail` when there is no such time or time zone.
    public func poke(_ context: TaskContext) async throws -> PokeResult<NoOutput> {
        guard 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second else {
            throw TaskSignal.fail("\(hour):\(minute):\(second) is no time of the day: 0:00:00 to 23:59:59 are")
        }
        let zone: TimeZoneRules
        do {
            zone = try TimeZoneDatabase.system.zone(timeZone)
        } catch {
            throw TaskSignal.fail("\(error)")
        }
        let start = context.firstStartDate
        let local = start.timeIntervalSince1970 + Double(zone.offset(at: start))
        let midnight = (local / 86400).rounded(.down) * 86400
        let target = Date(timeIntervalSince1970: midnight + Double(hour * 3600 + minute * 60 + second))
        return .when(context.clock.now() >= zone.instant(ofLocal: target))
    }
}
