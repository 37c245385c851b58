// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How a task's effective priority is made from priority weights.
///
/// Source: Airflow 3.3, `airflow.task.weight_rule.WeightRule`.
public enum WeightRule: String, Sendable, Hashable, Codable, CaseIterable {
    /// Its own weight and those of all tasks behind it: long tails first. The default.
    case downstream
    /// Its own weight and those of all tasks in front of it: runs are finished before new ones begin.
    case upstream
    /// Its own weight alone.
    case absolute
}
