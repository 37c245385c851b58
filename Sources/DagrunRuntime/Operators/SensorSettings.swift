// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How often a sensor looks and for how long.
///
/// Airflow's `poke_interval`, `timeout`, `mode`, `soft_fail`, `exponential_backoff` and `max_wait`.
public struct SensorSettings: Sendable, Hashable {
    /// Whether it keeps its slot between two looks.
    public var mode: SensorMode = .poke
    /// The time between two looks; one minute by default.
    public var interval: Duration = .seconds(60)
    /// Whether that time doubles with each look.
    public var exponential = false
    /// The longest time between two looks when it grows.
    public var maximumInterval: Duration?
    /// The time after which it fails; seven days by default.
    public var timeout: Duration = .seconds(7 * 24 * 3600)
    /// Whether a timeout or ``TaskSignal/fail(_:)`` skips the task instead of failing it.
    ///
    /// After any other error the sensor is tried again while it has retries, as in Airflow.
    public var softFail = false

    /// Makes settings with Airflow's defaults.
    public init() {}

    /// The time to wait after a look.
    ///
    /// - Parameter look: The number of looks so far, from 1.
    /// - Returns: The interval, grown if the sensor is exponential.
    public func interval(afterLook look: Int) -> Duration {
        guard exponential else { return interval }
        // 2^20 minutes are two years: beyond that, and beyond a century, only the cap or the timeout matters.
        let grown = min(interval, .days(36_525)) * (1 << (min(max(look, 1), 21) - 1))
        return maximumInterval.map { min(grown, $0) } ?? grown
    }
}
