// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunRuntime

/// The body of a request that an operator sends.
///
/// ```swift
/// .json(totals.output)                       // any Codable value
/// .text("name=\(\.params.name)", contentType: "application/x-www-form-urlencoded")
/// ```
public struct HTTPBody: Sendable {
    let contentType: String
    let content: Input<String>

    /// A value as JSON.
    ///
    /// - Parameter value: The value; the task gets an edge from each upstream it names.
    /// - Returns: The body.
    public static func json<Value>(_ value: Input<Value>) -> HTTPBody {
        HTTPBody(
            contentType: "application/json",
            content: value.map { String(decoding: try XComValue($0).json, as: UTF8.self) })
    }

    /// A text in UTF-8.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - contentType: What it is, unless the headers say.
    /// - Returns: The body.
    public static func text(_ text: Input<String>, contentType: String = "text/plain; charset=utf-8") -> HTTPBody {
        HTTPBody(contentType: contentType, content: text)
    }
}
