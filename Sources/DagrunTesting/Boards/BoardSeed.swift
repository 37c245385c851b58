// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

/// The seed that a person gives to try a failure again.
enum BoardSeed {
    /// The name of the environment variable.
    static let variable = "DAGRUN_BOARD_SEED"

    /// The seed; nil where none, or no number, is given.
    static var override: UInt64? { ProcessEnvironment.variables[variable].flatMap { UInt64($0) } }
}
