// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How a process that ran a task for a supervisor ends.
package enum CoordinatorExit: Sendable, Hashable {
    /// The supervisor knows how the try ended.
    case told
    /// The supervisor had it end.
    case terminated
    /// There is no supervisor, or none that can be understood.
    case broken(String)
}
