// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a sensor does with its slot between two looks.
public enum SensorMode: String, Sendable, Hashable, Codable {
    /// Keeps it: for short waits and short intervals.
    case poke
    /// Gives it back: for long waits.
    case reschedule
    /// Gives it back, and leaves the waiting to Airflow's triggerer: for sensors that say what it is to wait for.
    ///
    /// Airflow's `deferrable=True`. A local run waits itself.
    case deferrable
}
