// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What an input takes from another task.
package struct InputDependency: Sendable, Hashable {
    /// The parts of an upstream's output that an input can take.
    package enum Part: Sendable, Hashable {
        /// The output of a task that is not mapped, or of the same index of the same mapped group.
        case whole
        /// The outputs of all instances of a mapped task.
        case all
    }

    /// The full id of the upstream.
    package var taskID: String
    /// Which part of its output is taken.
    package var part: Part
    /// The mapped group that the upstream is in.
    package var mappedGroup: String?
    /// The type of the value.
    package var typeName: String
    /// Whether the input is nil where the upstream pushed nothing.
    package var isOptional = false

    package init(taskID: String, part: Part, mappedGroup: String? = nil, typeName: String) {
        self.taskID = taskID
        self.part = part
        self.mappedGroup = mappedGroup
        self.typeName = typeName
    }
}
