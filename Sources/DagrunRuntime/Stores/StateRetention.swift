// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How long a value of the task state store is kept.
public enum StateRetention: Sendable, Hashable {
    /// Thirty days: the default of Airflow's `[state_store] default_retention_days`.
    case standard
    /// For ever.
    case never
    /// A time of your own.
    case after(Duration)

    /// How long; nil: for ever.
    var duration: Duration? {
        switch self {
        case .standard: .days(30)
        case .never: nil
        case .after(let time): time
        }
    }
}
