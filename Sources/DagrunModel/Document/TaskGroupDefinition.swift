// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A task group of a DAG document.
public struct TaskGroupDefinition: Sendable, Hashable, Codable {
    /// The full id, with the ids of the groups around it: `outer.inner`.
    public var groupID: String
    /// The full id of the group around it.
    public var parent: String?
    /// A text to show for the group.
    public var tooltip: String?
    /// A name to show instead of the id.
    public var displayName: String?
    /// Set when the whole group is mapped: one copy of its tasks for each element.
    public var expand: ExpandDefinition?

    /// Makes a group.
    ///
    /// - Parameters:
    ///   - groupID: The full id.
    ///   - parent: The full id of the group around it.
    ///   - tooltip: A text to show for the group.
    ///   - displayName: A name to show instead of the id.
    ///   - expand: What the group is mapped over.
    public init(
        groupID: String, parent: String? = nil, tooltip: String? = nil, displayName: String? = nil,
        expand: ExpandDefinition? = nil
    ) {
        self.groupID = groupID
        self.parent = parent
        self.tooltip = tooltip
        self.displayName = displayName
        self.expand = expand
    }
}
