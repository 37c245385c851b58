// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads JSON text into values, in one pass.
///
/// RFC 8259, with Python's habits where it leaves room, since Airflow is the other end: of two members with one name the
/// last one stays, and `NaN`, `Infinity` and `-Infinity` are read. A whole number beyond 64 bits becomes the nearest
/// double; a number beyond the range of a double is an error, as is an escaped lone surrogate, which no Swift string can
/// hold. A byte order mark is not skipped.
///
/// It keeps its own stack, so a deeply nested text costs memory, never the thread's stack.
public struct JSONParser: Sendable {
    /// The deepest nesting of arrays and objects that is read.
    public var maximumDepth: Int

    /// The deepest nesting where none is set: 512.
    public static let defaultMaximumDepth = 512

    /// Makes a parser.
    ///
    /// - Parameter maximumDepth: The deepest nesting of arrays and objects that is read.
    public init(maximumDepth: Int = Self.defaultMaximumDepth) {
        self.maximumDepth = maximumDepth
    }

    /// Reads one value that fills the whole text.
    ///
    /// - Parameter bytes: The text in UTF-8; white space around the value is allowed.
    /// - Returns: The value.
    /// - Throws: `JSONSyntaxError` with the place, when the text is not one JSON value or is nested too deeply.
    public func value(from bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
        try value(from: bytes.span)
    }

    /// Reads one value that fills the whole text.
    ///
    /// - Parameter text: The text; white space around the value is allowed.
    /// - Returns: The value.
    /// - Throws: `JSONSyntaxError` with the place, when the text is not one JSON value or is nested too deeply.
    public func value(from text: String) throws(JSONSyntaxError) -> JSONValue {
        var text = text
        text.makeContiguousUTF8()
        return try value(from: text.utf8Span.span)
    }

    /// Reads one value that fills the whole text.
    ///
    /// - Parameter bytes: The text in UTF-8; white space around the value is allowed.
    /// - Returns: The value.
    /// - Throws: `JSONSyntaxError` with the place, when the text is not one JSON value or is nested too deeply.
    public func value(from bytes: Span<UInt8>) throws(JSONSyntaxError) -> JSONValue { try tree(from: bytes) }

    /// Reads one value that fills the whole text, into a tree of your choice.
    func tree<Value: JSONTree>(
        from bytes: Span<UInt8>, as type: Value.Type = Value.self
    ) throws(JSONSyntaxError) -> Value {
        var scanner = JSONScanner()
        var stack = JSONParserStack<Value>()
        scanner.skipSpace(bytes)
        while true {
            if let opened = scanner.open(bytes) {
                guard stack.depth < maximumDepth else {
                    throw JSONSyntaxError("nested deeper than \(maximumDepth) levels", at: scanner.index - 1, in: bytes)
                }
                stack.open(opened)
                scanner.skipSpace(bytes)
                if !scanner.skip(opened.closing, in: bytes) {
                    if opened == .object { stack.push(key: try scanner.key(bytes)) }
                    continue
                }
                stack.close()
            } else {
                stack.push(try scanner.scalar(bytes))
            }
            // A value has just ended: close what ends with it, or go on to the next member.
            ended: while true {
                scanner.skipSpace(bytes)
                guard let container = stack.container else {
                    guard scanner.index == bytes.count else {
                        throw JSONSyntaxError("more text behind the value", at: scanner.index, in: bytes)
                    }
                    return stack.result
                }
                if scanner.skip(UInt8(ascii: ","), in: bytes) {
                    scanner.skipSpace(bytes)
                    if container == .object { stack.push(key: try scanner.key(bytes)) }
                    break ended
                }
                guard scanner.skip(container.closing, in: bytes) else {
                    let mark = container == .object ? "}" : "]"
                    throw JSONSyntaxError(
                        scanner.index == bytes.count
                            ? "the text ends before \"\(mark)\"" : "\",\" or \"\(mark)\" is missing",
                        at: scanner.index, in: bytes)
                }
                stack.close()
            }
        }
    }
}

extension JSONValue {
    /// Reads JSON text.
    ///
    /// - Parameter text: The text; white space around the value is allowed.
    /// - Throws: `JSONSyntaxError` with the place.
    public init(parsing text: String) throws(JSONSyntaxError) { self = try JSONParser().value(from: text) }

    /// Reads JSON text.
    ///
    /// - Parameter bytes: The text in UTF-8; white space around the value is allowed.
    /// - Throws: `JSONSyntaxError` with the place.
    public init(parsing bytes: [UInt8]) throws(JSONSyntaxError) { self = try JSONParser().value(from: bytes) }
}
