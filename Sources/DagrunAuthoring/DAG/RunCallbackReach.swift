// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Where the callbacks of a run are to be called.
///
/// Airflow calls those in its DAG processor, where only Python is. A DAG that has some is therefore not compiled for Airflow unless it
/// says that local runs are all that it means.
public enum RunCallbackReach: Sendable, Hashable {
    /// Wherever the DAG runs.
    case everywhere
    /// In local runs, and nowhere else.
    case localRuns
}
