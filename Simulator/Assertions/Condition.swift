// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something about signals that holds or doesn't at an instant.
///
/// It is made of ``Probe``s, and is a value: it can be named, joined by `&&` and `||`, and looked at over a whole trace.
///
/// ```swift
/// let isDry: Condition = heater.isHigh && tank < 0.1
/// ```
///
/// X is neither high nor low, and a number that is unknown is neither less nor more than another one.
public struct Condition: Sendable, Hashable, CustomStringConvertible {
    let node: ConditionNode

    init(_ node: ConditionNode) { self.node = node }

    /// Reads a condition as people write it, as in `heater:IN is high and tank.water < 0.1`.
    ///
    /// There are `is high`, `is low`, `is on`, `is off`, `is X`, `is floating`, each with `not` behind `is`; `<`, `<=`, `>`, `>=` and
    /// a number; `shows` and `contains` and a text in quotes; `and`, `or`, `not` and parentheses. A name alone is asked whether
    /// it is on.
    ///
    /// - Parameter text: The text.
    /// - Throws: ``ConditionSyntaxError`` when it is none.
    public init(parsing text: String) throws(ConditionSyntaxError) {
        var parser = try ConditionParser(text)
        node = try parser.parse()
    }

    /// Holds while both hold.
    ///
    /// - Parameters:
    ///   - left: One condition.
    ///   - right: The other one.
    /// - Returns: The condition.
    public static func && (left: Condition, right: Condition) -> Condition { Condition(.and(left.node, right.node)) }

    /// Holds while one holds or both do.
    ///
    /// - Parameters:
    ///   - left: One condition.
    ///   - right: The other one.
    /// - Returns: The condition.
    public static func || (left: Condition, right: Condition) -> Condition { Condition(.or(left.node, right.node)) }

    /// Holds while the other one doesn't.
    ///
    /// - Parameter condition: The other one.
    /// - Returns: The condition.
    public static prefix func ! (condition: Condition) -> Condition { Condition(.not(condition.node)) }

    /// The condition in words, as in `heater:IN is high and tank.water < 0.1`.
    public var description: String { node.description }

    /// The signals that it speaks of, each once, in the order of the text.
    public var probes: [Probe] {
        var found: [Probe] = []
        node.forEachProbe { if !found.contains($0) { found.append($0) } }
        return found
    }
}
