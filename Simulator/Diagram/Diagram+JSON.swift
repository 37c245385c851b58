// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

extension Diagram {
    /// The diagram as the text of a `diagram.json`, one line for each part and wire.
    ///
    /// What is read from it is equal to this diagram.
    public var json: String {
        var lines: [String] = ["  \"version\": \(version)"]
        if let author { lines.append("  \"author\": \(Self.text(.string(author)))") }
        if let editor { lines.append("  \"editor\": \(Self.text(.string(editor)))") }
        lines.append(Self.list("parts", parts.map(Self.text)))
        lines.append(Self.list("connections", connections.map(Self.text)))
        for (name, value) in otherMembers.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(Self.text(.string(name))): \(Self.text(value))")
        }
        return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
    }

    private static func list(_ name: String, _ elements: [String]) -> String {
        guard !elements.isEmpty else { return "  \"\(name)\": []" }
        return "  \"\(name)\": [\n" + elements.map { "    \($0)" }.joined(separator: ",\n") + "\n  ]"
    }

    private static func text(_ part: DiagramPart) -> String {
        var members = ["\"type\": \(text(.string(part.type)))", "\"id\": \(text(.string(part.id)))"]
        members.append("\"top\": \(text(part.top))")
        members.append("\"left\": \(text(part.left))")
        if part.rotation != 0 { members.append("\"rotate\": \(text(part.rotation))") }
        for (name, value) in part.otherMembers.sorted(by: { $0.key < $1.key }) {
            members.append("\(text(.string(name))): \(text(value))")
        }
        members.append("\"attrs\": \(text(.object(part.attributes)))")
        return "{ " + members.joined(separator: ", ") + " }"
    }

    private static func text(_ connection: DiagramConnection) -> String {
        let path = JSONValue.array(connection.path.map(JSONValue.string))
        let ends = [connection.from.description, connection.to.description, connection.color]
        return "[" + ends.map { text(.string($0)) + ", " }.joined() + text(path) + "]"
    }

    private static func text(_ number: Double) -> String {
        if let whole = Int64(exactly: number) { return String(whole) }
        return text(.double(number.isFinite ? number : 0))
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .object(let members) where members.isEmpty: return "{}"
        case .object(let members):
            let list = members.sorted { $0.key < $1.key }.map { "\(text(.string($0.key))): \(text($0.value))" }
            return "{ " + list.joined(separator: ", ") + " }"
        case .array(let elements): return "[" + elements.map(text).joined(separator: ", ") + "]"
        default: return CanonicalJSON.text(of: value)
        }
    }
}
