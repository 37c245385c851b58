// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How well a worker is, in the numbers that Airflow has for it.
public enum HealthLevel: Int, Sendable, Hashable, Comparable {
    /// All is well.
    case info = 20
    /// Something needs to be looked at.
    case warning = 30
    /// Tasks would fail.
    case error = 40

    /// Airflow's word.
    var word: String {
        switch self {
        case .info: "INFO"
        case .warning: "WARNING"
        case .error: "ERROR"
        }
    }

    /// Whether one is better than the other.
    public static func < (one: HealthLevel, other: HealthLevel) -> Bool { one.rawValue < other.rawValue }
}
