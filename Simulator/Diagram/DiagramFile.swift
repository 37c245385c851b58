// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// A diagram as it was read, and what was noticed meanwhile.
public struct DiagramFile: Sendable {
    /// The file's name, for messages; empty where there is none.
    public let name: String
    /// The diagram.
    public let diagram: Diagram
    /// What was odd about the file.
    public let findings: [BoardFinding]
    /// Where each part stands in the file.
    let partPlaces: [DiagramPlace?]
    /// Where each wire stands in the file.
    let connectionPlaces: [DiagramPlace?]

    /// Reads a diagram.
    ///
    /// - Parameters:
    ///   - bytes: The text of a `diagram.json`, in UTF-8.
    ///   - name: The file's name, for messages.
    /// - Throws: ``DiagramError`` when the text is not JSON or has not the form of a diagram. What merely can't be used, such
    ///   as an attribute or a wire without an end, is left out and becomes one of the ``findings``.
    public init(_ bytes: [UInt8], name: String = "") throws(DiagramError) {
        // Editors on Windows write a byte order mark.
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        var reader = DiagramReader(file: name, places: JSONPlaces(of: text))
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONValue(parsing: text)
        } catch {
            throw DiagramError(
                file: name, place: DiagramPlace(line: error.line, column: error.column),
                message: "the file is not JSON: \(error.message)")
        }
        diagram = try reader.diagram(value)
        self.name = name
        findings = reader.findings
        partPlaces = reader.partPlaces
        connectionPlaces = reader.connectionPlaces
    }

    /// Takes a diagram that was made by a program.
    ///
    /// - Parameters:
    ///   - diagram: The diagram.
    ///   - name: A name for messages.
    public init(_ diagram: Diagram, name: String = "") {
        self.diagram = diagram
        self.name = name
        findings = []
        partPlaces = Array(repeating: nil, count: diagram.parts.count)
        connectionPlaces = Array(repeating: nil, count: diagram.connections.count)
    }
}
