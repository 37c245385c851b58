// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Finds many byte strings in a text in one pass: Aho and Corasick's machine, 1975.
///
/// Immutable, so that any number of threads scan with one. The time is linear in the text whatever the number of
/// secrets; a node takes 24 bytes because few of them have more than one child.
final class SecretAutomaton: Sendable {
    /// A prefix of one or more patterns.
    private struct Node: Sendable {
        var byte: UInt8
        var firstChild: Int32 = 0
        var nextSibling: Int32 = 0
        /// The node of the longest proper suffix that is a prefix of a pattern too.
        var fallback: Int32 = 0
        /// How many bytes lead here.
        var depth: Int32
        /// The length of the longest pattern that ends here; 0 when none does.
        var longest: Int32 = 0
    }

    /// Where the machine stands between two bytes.
    typealias State = Int32

    /// The state before any byte.
    static let start: State = 0

    private let nodes: [Node]
    /// The root's child for each byte; 0 when no pattern begins with it.
    private let roots: [Int32]

    /// Whether there is nothing to find.
    var isEmpty: Bool { nodes.count == 1 }

    init(_ patterns: some Sequence<[UInt8]>) {
        var nodes = [Node(byte: 0, depth: 0)]
        var roots = [Int32](repeating: 0, count: 256)
        for pattern in patterns where !pattern.isEmpty { Self.insert(pattern, &nodes, &roots) }
        Self.link(&nodes, roots)
        self.nodes = nodes
        self.roots = roots
    }

    private static func insert(_ pattern: [UInt8], _ nodes: inout [Node], _ roots: inout [Int32]) {
        var current: Int32 = 0
        for byte in pattern {
            var next = current == 0 ? roots[Int(byte)] : child(of: current, byte, nodes)
            if next == 0 {
                next = Int32(nodes.count)
                var node = Node(byte: byte, depth: nodes[Int(current)].depth + 1)
                if current == 0 {
                    roots[Int(byte)] = next
                } else {
                    node.nextSibling = nodes[Int(current)].firstChild
                    nodes[Int(current)].firstChild = next
                }
                nodes.append(node)
            }
            current = next
        }
        nodes[Int(current)].longest = Int32(pattern.count)
    }

    private static func link(_ nodes: inout [Node], _ roots: [Int32]) {
        var queue = roots.filter { $0 != 0 }
        var head = 0
        while head < queue.count {
            let parent = queue[head]
            head += 1
            var current = nodes[Int(parent)].firstChild
            while current != 0 {
                let byte = nodes[Int(current)].byte
                let fallback = step(nodes[Int(parent)].fallback, byte, nodes, roots)
                nodes[Int(current)].fallback = fallback
                if nodes[Int(current)].longest == 0 { nodes[Int(current)].longest = nodes[Int(fallback)].longest }
                queue.append(current)
                current = nodes[Int(current)].nextSibling
            }
        }
    }

    private static func child(of node: Int32, _ byte: UInt8, _ nodes: [Node]) -> Int32 {
        var current = nodes[Int(node)].firstChild
        while current != 0 && nodes[Int(current)].byte != byte { current = nodes[Int(current)].nextSibling }
        return current
    }

    private static func step(_ state: State, _ byte: UInt8, _ nodes: [Node], _ roots: [Int32]) -> State {
        var current = state
        while current != 0 {
            let next = child(of: current, byte, nodes)
            if next != 0 { return next }
            current = nodes[Int(current)].fallback
        }
        return roots[Int(byte)]
    }

    /// How many of the last bytes may be the beginning of a pattern.
    func pending(in state: State) -> Int {
        var current = state
        // Nothing goes on from the end of the longest pattern, only from its suffixes.
        while current != Self.start && nodes[Int(current)].firstChild == 0 { current = nodes[Int(current)].fallback }
        return Int(nodes[Int(current)].depth)
    }

    /// Scans on, adding what is found.
    ///
    /// Matches that overlap become one range, so that no part of any secret is left.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - offset: Where to go on.
    ///   - state: The state before the byte at `offset`; after the call, the state behind the last byte.
    ///   - found: The ranges found so far, ascending and disjoint.
    func scan(_ bytes: Span<UInt8>, from offset: Int, _ state: inout State, _ found: inout [Range<Int>]) {
        var index = offset
        while index < bytes.count {
            if state == Self.start {
                // Most bytes of a log begin no secret.
                while index < bytes.count && roots[Int(bytes[index])] == 0 { index += 1 }
                if index == bytes.count { return }
            }
            state = Self.step(state, bytes[index], nodes, roots)
            index += 1
            let length = Int(nodes[Int(state)].longest)
            if length == 0 { continue }
            var range = (index - length)..<index
            while let last = found.last, last.upperBound > range.lowerBound {
                range = min(range.lowerBound, last.lowerBound)..<max(range.upperBound, last.upperBound)
                found.removeLast()
            }
            found.append(range)
        }
    }

    /// Scans an array on; see the form for a span.
    func scan(_ bytes: [UInt8], from offset: Int, _ state: inout State, _ found: inout [Range<Int>]) {
        scan(bytes.span, from: offset, &state, &found)
    }
}
