// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The JSON of one value while its `encode(to:)` runs.
///
/// The value asks for a container and puts its parts into it one by one; only when it has returned is the text made, since
/// names are sorted then. The texts of all parts lie behind one another in one list of bytes, so a part costs no object of
/// its own, and one frame serves all parts that have parts themselves.
final class JSONFrame: Encoder {
    private enum Shape {
        case nothing, scalar, array, object
    }

    /// Where the next part goes.
    enum Place {
        /// It is the whole value.
        case whole
        case element
        case member(String)
    }

    private var shape: Shape
    /// The text of a scalar, of an array's elements with commas between them, or of an object's values.
    private var bytes: [UInt8] = []
    /// An object's names, each with the end of its value in `bytes`.
    private var members: [(name: String, end: Int)] = []
    /// The elements of an array.
    private(set) var count = 0
    /// Containers inside that were asked for as such, each with its number among the parts and its place in `bytes`: only at
    /// the end are they known to be complete.
    private var late: [(part: Int, offset: Int, frame: JSONFrame)] = []

    /// The frame around this one, while this one is at work.
    private var parent: JSONFrame?
    /// The way here from `parent`, or from the whole value where there is none.
    private var steps: [any CodingKey]
    private var spare: JSONFrame?

    init() { (shape, steps) = (.nothing, []) }

    private init(steps: [any CodingKey]) { (shape, self.steps) = (.nothing, steps) }

    var codingPath: [any CodingKey] { (parent?.codingPath ?? []) + steps }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    /// Whether the value has said anything.
    var isWritten: Bool { shape != .nothing }

    // MARK: What a value asks for

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        take(.object)
        return KeyedEncodingContainer(JSONKeyedFrame(frame: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        take(.array)
        return JSONUnkeyedFrame(frame: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONSingleFrame(frame: self) }

    private func take(_ wanted: Shape) {
        precondition(shape == .nothing || shape == wanted, "a value encodes itself in two ways at once")
        shape = wanted
    }

    // MARK: Parts

    /// Adds a part.
    ///
    /// - Parameters:
    ///   - value: The part.
    ///   - place: Where it goes.
    ///   - key: Its key; asked for only when it has parts of its own, or no JSON form.
    /// - Throws: `EncodingError` when it has no JSON form; any error of its own coding.
    @inline(__always)
    func add<Value: Encodable>(
        _ value: Value, at place: Place, key: @autoclosure () -> (any CodingKey)? = nil
    ) throws {
        let start = bytes.count
        if case .element = place, count > 0 { bytes.append(UInt8(ascii: ",")) }
        do {
            if try !JSONScalar.append(value, to: &bytes, path: codingPath + Self.steps(key())) {
                try addParts(of: value, key: key())
            }
        } catch {
            // The value around it may go on without it.
            bytes.removeSubrange(start...)
            throw error
        }
        switch place {
        case .whole: take(.scalar)
        case .element: count += 1
        case .member(let name): members.append((name, bytes.count))
        }
    }

    /// Adds a part that encodes itself.
    private func addParts(of value: some Encodable, key: (any CodingKey)?) throws {
        var frame = spare ?? JSONFrame()
        spare = nil
        frame.parent = self
        frame.steps = Self.steps(key)
        try value.encode(to: frame)
        frame.appendText(to: &bytes)
        frame.parent = nil
        // Whoever kept a container of it may go on writing into it.
        if isKnownUniquelyReferenced(&frame) { spare = frame }
    }

    /// Adds an element that is filled from now on.
    func addLateElement() -> JSONFrame {
        if count > 0 { bytes.append(UInt8(ascii: ",")) }
        defer { count += 1 }
        return addLate(part: count, key: JSONKey(intValue: count))
    }

    /// Adds a member that is filled from now on.
    func addLateMember(_ key: some CodingKey) -> JSONFrame {
        defer { members.append((key.stringValue, bytes.count)) }
        return addLate(part: members.count, key: key)
    }

    private func addLate(part: Int, key: some CodingKey) -> JSONFrame {
        let frame = JSONFrame(steps: codingPath + [key])
        late.append((part, bytes.count, frame))
        return frame
    }

    private static func steps(_ key: (any CodingKey)?) -> [any CodingKey] { key.map { [$0] } ?? [] }

    // MARK: The text

    /// Appends the value's text, and is as new.
    func appendText(to text: inout [UInt8]) {
        switch shape {
        case .nothing: text.append("{}")
        case .scalar: text.append(contentsOf: bytes)
        case .array: appendArray(to: &text)
        case .object: appendObject(to: &text)
        }
        shape = .nothing
        count = 0
        bytes.removeAll(keepingCapacity: true)
        members.removeAll(keepingCapacity: true)
        late.removeAll()
    }

    private func appendArray(to text: inout [UInt8]) {
        text.append(UInt8(ascii: "["))
        var start = 0
        for (_, offset, frame) in late {
            text.append(contentsOf: bytes[start..<offset])
            frame.appendText(to: &text)
            start = offset
        }
        text.append(contentsOf: bytes[start...])
        text.append(UInt8(ascii: "]"))
    }

    private func appendObject(to text: inout [UInt8]) {
        text.append(UInt8(ascii: "{"))
        var isFirst = true
        for part in order() {
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            text.append(jsonString: members[part].name)
            text.append(UInt8(ascii: ":"))
            let start = part > 0 ? members[part - 1].end : 0
            text.append(contentsOf: bytes[start..<members[part].end])
            // An empty text is none of JSON's: this one is yet to come.
            if start == members[part].end { late.first { $0.part == part }?.frame.appendText(to: &text) }
        }
        text.append(UInt8(ascii: "}"))
    }

    /// The members in the order of their names; of two with one name the last one stays.
    private func order() -> [Int] {
        var order = Array(members.indices)
        var place = 1
        while place < order.count, JSONName.comesBefore(members[place - 1].name, members[place].name) { place += 1 }
        guard place < order.count else { return order }
        order.sort { left, right in
            let (first, second) = (members[left].name, members[right].name)
            return first == second ? left < right : JSONName.comesBefore(first, second)
        }
        return order.enumerated().compactMap { place, part in
            place + 1 < order.count && members[order[place + 1]].name == members[part].name ? nil : part
        }
    }
}
