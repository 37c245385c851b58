// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What comes from a task's process.
package enum ProcessEvent: Sendable {
    /// It asks something, or tells how the try ended.
    case request(id: Int64, TaskMessage)
    /// It ended; nothing comes behind this.
    case ended(ProcessEnd)
}
