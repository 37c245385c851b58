// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Makes a diagram of a JSON value.
struct DiagramReader {
    let file: String
    let places: JSONPlaces
    private(set) var findings: [BoardFinding] = []
    private(set) var partPlaces: [DiagramPlace?] = []
    private(set) var connectionPlaces: [DiagramPlace?] = []

    init(file: String, places: JSONPlaces) {
        self.file = file
        self.places = places
    }

    mutating func diagram(_ value: JSONValue) throws(DiagramError) -> Diagram {
        guard case .object(var members) = value else {
            throw error("", "the file holds \(Self.kind(value)), not an object with “parts” and “connections”")
        }
        var diagram = Diagram()
        diagram.version = version(members.removeValue(forKey: "version"))
        diagram.author = text(members.removeValue(forKey: "author"))
        diagram.editor = text(members.removeValue(forKey: "editor"))
        let parts = try list(members.removeValue(forKey: "parts"), "parts")
        guard let parts else {
            throw error("", "the file has no “parts”; a diagram is an object with the lists “parts” and “connections”")
        }
        for (index, part) in parts.enumerated() { diagram.parts.append(try self.part(part, "parts[\(index)]")) }
        let connections = try list(members.removeValue(forKey: "connections"), "connections") ?? []
        for (index, connection) in connections.enumerated() {
            if let connection = try self.connection(connection, "connections[\(index)]") {
                diagram.connections.append(connection)
            }
        }
        diagram.otherMembers = members
        noteRepeatedIDs(diagram.parts)
        return diagram
    }

    private mutating func part(_ value: JSONValue, _ path: String) throws(DiagramError) -> DiagramPart {
        guard case .object(var members) = value else {
            throw error(path, "is \(Self.kind(value)), not an object with “type” and “id”")
        }
        guard case .string(let type) = members.removeValue(forKey: "type"), !type.isEmpty else {
            throw error(path, "has no type; say what it is, such as \"type\": \"wokwi-led\"")
        }
        guard case .string(let id) = members.removeValue(forKey: "id"), !id.isEmpty else {
            throw error(path, "has no id; give it one for its wires, such as \"id\": \"led1\"")
        }
        guard !id.contains(":") else {
            throw error(path, "has the id \"\(Self.short(id))\", to which no wire could lead; leave the colon out")
        }
        var part = DiagramPart(id: id, type: type)
        part.left = number(members.removeValue(forKey: "left"), of: id, "\(path).left")
        part.top = number(members.removeValue(forKey: "top"), of: id, "\(path).top")
        part.rotation = number(members.removeValue(forKey: "rotate"), of: id, "\(path).rotate")
        switch members.removeValue(forKey: "attrs") {
        case .object(let attributes): part.attributes = attributes.filter { $0.value != .null }
        case nil, .null: break
        case let other?:
            note(
                .attributeUnreadable, id, "\(path).attrs", "the attributes of \(id) are \(Self.kind(other))",
                "Write an object of strings, such as \"attrs\": { \"color\": \"green\" }.")
        }
        part.otherMembers = members
        partPlaces.append(place(path))
        return part
    }

    private mutating func connection(_ value: JSONValue, _ path: String) throws(DiagramError) -> DiagramConnection? {
        guard case .array(let elements) = value else {
            throw error(path, "is \(Self.kind(value)), not a list such as [\"led1:A\", \"uno:13\", \"green\", []]")
        }
        guard elements.count >= 2, case .string(let first) = elements[0], case .string(let second) = elements[1] else {
            throw error(
                path, "has not two ends in quotes; write a list such as [\"led1:A\", \"uno:13\", \"green\", []]")
        }
        guard let from = DiagramPin(first), let to = DiagramPin(second) else {
            let wrong = DiagramPin(first) == nil ? first : second
            note(
                .wireEnd, wrong, path, "the wire's end \"\(Self.short(wrong))\" is not a part, a colon and a pin",
                "Write the end as \"led1:A\", or take the wire out.")
            return nil
        }
        var connection = DiagramConnection(from: from, to: to)
        if elements.count > 2 { connection.color = text(elements[2]) ?? "" }
        if elements.count > 3, case .array(let steps) = elements[3] {
            connection.path = steps.compactMap { if case .string(let step) = $0 { step } else { nil } }
        }
        connectionPlaces.append(place(path))
        return connection
    }

    private mutating func version(_ value: JSONValue?) -> Int {
        let version: Int? =
            switch value {
            case nil: 1
            case .int(let number)?: Int(exactly: number)
            case .string(let text)?: Int(text)
            default: nil
            }
        if version == 1 { return 1 }
        note(
            .diagramVersion, "version", "version", "the diagram is of another version than 1, the only one there was",
            "It is read as version 1: look whether all its parts are here.")
        return version ?? 1
    }

    private mutating func number(_ value: JSONValue?, of id: String, _ path: String) -> Double {
        switch value {
        case nil, .null: return 0
        case .int(let number): return Double(number)
        case .double(let number) where number.isFinite: return number
        case .string(let text): if let number = Double(text), number.isFinite { return number }
        default: break
        }
        note(
            .attributeUnreadable, id, path, "\(path) is no number",
            "Write a number of pixels or degrees; 0 is taken now.")
        return 0
    }

    private mutating func noteRepeatedIDs(_ parts: [DiagramPart]) {
        var seen: Set<String> = []
        for (index, part) in parts.enumerated() where !seen.insert(part.id).inserted {
            note(
                .partRepeated, part.id, "parts[\(index)]", "there are two parts of the id \(part.id)",
                "Give one of them another id; all wires go to the first one now.")
        }
    }

    private func list(_ value: JSONValue?, _ path: String) throws(DiagramError) -> [JSONValue]? {
        switch value {
        case nil, .null: return nil
        case .array(let elements): return elements
        case let other?: throw error(path, "is \(Self.kind(other)), not a list")
        }
    }

    private func text(_ value: JSONValue?) -> String? {
        if case .string(let text) = value { return text }
        return nil
    }

    private func error(_ path: String, _ message: String) -> DiagramError {
        DiagramError(file: file, place: place(path), path: path, message: message)
    }

    private mutating func note(
        _ rule: BoardFinding.Rule, _ subject: String, _ path: String, _ message: String, _ advice: String
    ) {
        findings.append(
            BoardFinding(rule, subject: Self.short(subject), message: message, advice: advice, place: place(path)))
    }

    private func place(_ path: String) -> DiagramPlace? {
        places[path].map { DiagramPlace(line: $0.line, column: $0.column) }
    }

    private static func short(_ text: String) -> String { text.count <= 40 ? text : text.prefix(39) + "…" }

    private static func kind(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "true or false"
        case .int, .double: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
