// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel

/// A JUnit report with one suite of tests: what runs of DAGs and scenarios of boards are told as.
package struct JUnitSuite {
    /// What came of a test.
    package enum Result: Sendable {
        case passed, failure, error, skipped
    }

    private let name: String
    private let timestamp: String?
    private let properties: [(name: String, value: String)]
    private let seconds: Double
    private var cases: [String] = []
    private var counts: [Result: Int] = [:]

    /// Begins a report.
    ///
    /// - Parameters:
    ///   - name: The suite's name, and the class of its tests.
    ///   - seconds: How long all of it took.
    ///   - timestamp: When it began; nil: that is not told.
    ///   - properties: What else is known of it.
    package init(
        _ name: String, seconds: Double, timestamp: String? = nil, properties: [(name: String, value: String)] = []
    ) {
        self.name = XMLText.escape(name)
        self.seconds = seconds
        self.timestamp = timestamp
        self.properties = properties
    }

    /// Adds a test.
    ///
    /// - Parameters:
    ///   - title: The test's name.
    ///   - seconds: How long it took.
    ///   - result: What came of it.
    ///   - parts: The elements within it, from ``element(_:_:_:)`` and ``skipped(_:)``.
    package mutating func add(_ title: String, seconds: Double, _ result: Result, _ parts: [String]) {
        counts[result, default: 0] += 1
        let head =
            "<testcase classname=\"\(name)\" name=\"\(XMLText.escape(title))\" time=\"\(Self.decimal(seconds))\""
        cases.append(parts.isEmpty ? head + "/>" : head + ">" + parts.joined() + "</testcase>")
    }

    /// An element that says what went wrong.
    ///
    /// - Parameters:
    ///   - name: The element's name, such as `failure`.
    ///   - message: What went wrong, in a line.
    ///   - lines: What there is to see.
    /// - Returns: The element.
    package static func element(_ name: String, _ message: String, _ lines: [String]) -> String {
        "<\(name) message=\"\(XMLText.escape(message))\" type=\"failed\">"
            + "\(XMLText.escape(lines.joined(separator: "\n")))</\(name)>"
    }

    /// An element that says why a test was left out.
    ///
    /// - Parameter message: Why.
    /// - Returns: The element.
    package static func skipped(_ message: String) -> String {
        "<skipped message=\"\(XMLText.escape(message))\"/>"
    }

    /// The report: an XML document, with a newline at its end.
    package var text: String {
        let counts =
            "tests=\"\(cases.count)\" failures=\"\(counts[.failure] ?? 0)\" errors=\"\(counts[.error] ?? 0)\""
            + " skipped=\"\(counts[.skipped] ?? 0)\""
        let start = timestamp.map { " timestamp=\"\(XMLText.escape($0))\"" } ?? ""
        let properties = properties.map {
            "<property name=\"\(XMLText.escape($0.name))\" value=\"\(XMLText.escape($0.value))\"/>"
        }
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuites name=\"\(name)\" \(counts) time=\"\(Self.decimal(seconds))\">",
            "<testsuite name=\"\(name)\" \(counts) time=\"\(Self.decimal(seconds))\"\(start)>",
        ]
        if !properties.isEmpty { lines.append("<properties>\(properties.joined())</properties>") }
        return (lines + cases + ["</testsuite>", "</testsuites>"]).joined(separator: "\n") + "\n"
    }

    /// Seconds with three decimals.
    private static func decimal(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds > 0, seconds < 1e12 else { return "0.000" }
        let all = Int((seconds * 1000).rounded())
        let rest = String(all % 1000)
        return "\(all / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
