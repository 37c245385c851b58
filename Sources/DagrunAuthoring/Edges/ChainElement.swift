// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What ``chain(_:filePath:line:)`` connects: a task, a group, or an array of them.
public protocol ChainElement {
    /// The tasks or groups it consists of.
    var graphElements: [any GraphElement] { get }
}

extension TaskHandle: ChainElement {}
extension MappedTaskHandle: ChainElement {}
extension BranchHandle: ChainElement {}
extension BranchPath: ChainElement {}
extension TaskGroup: ChainElement {}
extension MappedTaskGroup: ChainElement {}
extension EdgeChain: ChainElement {}

extension ChainElement where Self: GraphElement {
    /// The element itself.
    public var graphElements: [any GraphElement] { [self] }
}

extension Array: ChainElement {
    /// The elements that are tasks or groups.
    public var graphElements: [any GraphElement] { compactMap { $0 as? any GraphElement } }
}
