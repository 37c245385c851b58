// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

precedencegroup EdgePrecedence {
    associativity: left
    higherThan: AssignmentPrecedence
    lowerThan: TernaryPrecedence
}

/// Puts tasks in order: the right side waits for the left one.
infix operator >>> : EdgePrecedence

/// Lets the right side wait for the left one.
///
/// Airflow's `>>`. For data, hand over the task's `output` instead: that makes the edge by itself.
///
/// - Parameters:
///   - left: A task, a group, or a chain.
///   - right: A task, a group, or a chain.
/// - Returns: A chain that can go on from the right side.
@discardableResult
public func >>> (left: some GraphElement, right: some GraphElement) -> EdgeChain {
    EdgeBuilder.connect(left.ends, right.ends)
}

/// Lets each element of the right side wait for the left one.
///
/// - Parameters:
///   - left: A task, a group, or a chain.
///   - right: Tasks, groups, or chains.
/// - Returns: A chain that can go on from all of the right side.
@discardableResult
public func >>> (left: some GraphElement, right: [any GraphElement]) -> EdgeChain {
    EdgeBuilder.connect(left.ends, GraphEnds(right))
}

/// Lets the right side wait for each element of the left one.
///
/// - Parameters:
///   - left: Tasks, groups, or chains.
///   - right: A task, a group, or a chain.
/// - Returns: A chain that can go on from the right side.
@discardableResult
public func >>> (left: [any GraphElement], right: some GraphElement) -> EdgeChain {
    EdgeBuilder.connect(GraphEnds(left), right.ends)
}

/// Puts a text on the edge that comes next.
///
/// - Parameters:
///   - left: A task, a group, or a chain.
///   - label: The text.
/// - Returns: A chain that must go on.
public func >>> (left: some GraphElement, label: Label) -> EdgeChain {
    var ends = left.ends
    ends.label = label.text
    return EdgeChain(ends: ends)
}

/// Lets each element wait for the one before it.
///
/// Where two lists of equal length follow each other, they are connected place by place. Airflow's `chain`.
///
/// ```swift
/// chain(start, [a, b], [c, d], end)
/// ```
///
/// - Parameter elements: Tasks, groups, or arrays of them.
public func chain(_ elements: any ChainElement...) {
    for (left, right) in zip(elements, elements.dropFirst()) {
        let (from, to) = (left.graphElements, right.graphElements)
        if from.count > 1, to.count > 1 {
            precondition(
                from.count == to.count, "chain: lists that follow each other must have equal length; use cross(_:_:)")
            for (one, other) in zip(from, to) { EdgeBuilder.connect(one.ends, other.ends) }
        } else {
            EdgeBuilder.connect(GraphEnds(from), GraphEnds(to))
        }
    }
}

/// Lets each element of the second list wait for all of the first.
///
/// Airflow's `cross_downstream`.
///
/// - Parameters:
///   - from: Tasks or groups that come first.
///   - to: Tasks or groups that wait.
public func cross(_ from: [any GraphElement], _ to: [any GraphElement]) {
    EdgeBuilder.connect(GraphEnds(from), GraphEnds(to))
}
