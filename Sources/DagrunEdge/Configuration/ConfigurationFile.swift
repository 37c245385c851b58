// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunSystem

/// A configuration file of Airflow: `airflow.cfg`, or one with a few of its options.
///
/// Sections in brackets, `name = value` or `name: value` below them, lines that go on indented, and comments behind `#` or
/// `;` at the beginning of a line. `%%` stands for a percent sign.
///
/// Source: Python's `configparser`, with which Airflow reads it.
public struct ConfigurationFile: Sendable, Hashable {
    /// The options by the names that they have in the environment: `AIRFLOW__SECTION__NAME`.
    public private(set) var variables: [String: String] = [:]

    /// Reads a file.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``SettingError`` when it can't be read, or a line of it says nothing.
    public init(path: String) throws(SettingError) {
        let bytes: [UInt8]
        do {
            bytes = try Folders.read(path)
        } catch {
            throw SettingError("the configuration file can't be read: \(error)")
        }
        try self.init(text: String(decoding: bytes, as: UTF8.self), name: path)
    }

    /// Reads the text of a file.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - name: What errors call the file.
    /// - Throws: ``SettingError`` with the number of the line that says nothing.
    public init(text: String, name: String) throws(SettingError) {
        var section: String?
        var option: String?
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            let content = Self.trimmed(line)
            guard let first = content.first, first != "#", first != ";" else { continue }
            if line.first?.isWhitespace == true, let option {
                variables[option, default: ""] += "\n" + Self.unescaped(content)
                continue
            }
            if first == "[" {
                guard content.last == "]", content.count > 2 else {
                    throw SettingError("\(name), line \(number): a section is written in brackets, such as [edge]")
                }
                section = Self.word(content.dropFirst().dropLast())
                option = nil
                continue
            }
            guard let section else {
                throw SettingError("\(name), line \(number): the option stands in no section, such as [edge]")
            }
            guard let sign = content.firstIndex(where: { $0 == "=" || $0 == ":" }), sign > content.startIndex else {
                // The value may be a secret; the name is not.
                throw SettingError("\(name), line \(number): an option is written as name = value")
            }
            let key = "AIRFLOW__\(section)__\(Self.word(Self.trimmed(content[..<sign])))"
            guard variables[key] == nil else {
                throw SettingError("\(name), line \(number): the option stands there a second time")
            }
            variables[key] = Self.unescaped(Self.trimmed(content[content.index(after: sign)...]))
            option = key
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    /// A word of a name as it is written in the environment.
    private static func word(_ text: Substring) -> String {
        String(text.uppercased().map { $0 == "." || $0 == "-" ? "_" : $0 })
    }

    private static func unescaped(_ text: Substring) -> String { String(text.replacing("%%", with: "%")) }
}
