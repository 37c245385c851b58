// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The value of an argument while the command line is read.
///
/// A command is a value, and its copies share what was read for them.
final class ParsedValue<Value> {
    private var value: Value?
    /// Whether the command line has it.
    private(set) var isGiven = false

    /// - Parameter value: The value where the command line has none; nil when it must have one.
    init(_ value: Value?) { self.value = value }

    /// The value; the parser has refused a command line without it.
    var required: Value {
        guard let value else { preconditionFailure("an argument is asked for before the command line was read") }
        return value
    }

    /// Takes a value; nil is none.
    ///
    /// - Returns: Whether there was one.
    func take(_ value: Value?) -> Bool {
        guard let value else { return false }
        self.value = value
        isGiven = true
        return true
    }

    /// Adds an element to a list; the first one takes the place of the elements that it has by itself.
    func add<Element>(_ element: Element?) -> Bool where Value == [Element] {
        guard let element else { return false }
        return take((isGiven ? required : []) + [element])
    }
}
