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

/// Two lists have no order of their own.
///
/// - Parameters:
///   - left: Tasks, groups, or chains.
///   - right: Tasks, groups, or chains.
/// - Returns: Nothing, as it does not compile.
@available(*, unavailable, message: "two lists: write cross(_:_:) for all to all, or chain(_:) for place by place")
@discardableResult
public func >>> (left: [any GraphElement], right: [any GraphElement]) -> EdgeChain {
    EdgeBuilder.connect(GraphEnds(left), GraphEnds(right))
}

/// Puts a text on the edge that comes next.
///
/// - Parameters:
///   - left: A task, a group, or a chain.
///   - label: The text.
/// - Returns: A chain that must go on.
public func >>> (left: some GraphElement, label: Label) -> EdgeChain {
    var ends = left.ends
    for place in ends.tails.indices { ends.tails[place].label = label.text }
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
/// - Parameters:
///   - elements: Tasks, groups, or arrays of them.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
public func chain(_ elements: any ChainElement..., filePath: String = #filePath, line: Int = #line) {
    let location = SourceLocation(filePath: filePath, line: line)
    for (left, right) in zip(elements, elements.dropFirst()) {
        let (from, to) = (left.graphElements, right.graphElements)
        if from.count > 1, to.count > 1 {
            if from.count != to.count {
                DAGScope.required("an edge").fault(
                    "chain",
                    "chain: lists that follow each other must have one length, these have \(from.count) and"
                        + " \(to.count); use cross to let all of one wait for all of the other", location)
            }
            for (one, other) in zip(from, to) { EdgeBuilder.connect(one.ends, other.ends, location) }
        } else {
            EdgeBuilder.connect(GraphEnds(from), GraphEnds(to), location)
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
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
public func cross(
    _ from: [any GraphElement], _ to: [any GraphElement], filePath: String = #filePath, line: Int = #line
) {
    EdgeBuilder.connect(GraphEnds(from), GraphEnds(to), SourceLocation(filePath: filePath, line: line))
}
