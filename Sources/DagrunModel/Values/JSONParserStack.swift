// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The values that a parser has read and not yet put into an array or object.
///
/// Values of all open containers lie in one flat list, so a closed container is made at once, in its final size.
struct JSONParserStack<Value: JSONTree> {
    private struct Frame {
        var container: JSONContainer
        var firstValue: Int
        var firstKey: Int
    }

    private var values: [Value] = []
    private var keys: [String] = []
    private var frames: [Frame] = []

    /// How many containers are open.
    var depth: Int { frames.count }

    /// The innermost open container.
    var container: JSONContainer? { frames.last?.container }

    /// The value read, once no container is open.
    var result: Value { values.last ?? .null }

    /// Begins a container.
    mutating func open(_ container: JSONContainer) {
        frames.append(Frame(container: container, firstValue: values.count, firstKey: keys.count))
    }

    /// Takes the name of the next member.
    mutating func push(key: String) { keys.append(key) }

    /// Takes a value.
    mutating func push(_ value: Value) { values.append(value) }

    /// Ends the innermost container: its values become one.
    mutating func close() {
        guard let frame = frames.popLast() else { return }
        let made: Value
        switch frame.container {
        case .array:
            made = .array(Array(values[frame.firstValue...]))
        case .object:
            let count = keys.count - frame.firstKey
            var members = [String: Value](minimumCapacity: count)
            for place in 0..<count {
                members[keys[frame.firstKey + place]] = values[frame.firstValue + place]
            }
            keys.removeLast(count)
            made = .object(members)
        }
        values.removeLast(values.count - frame.firstValue)
        values.append(made)
    }
}

/// What holds other JSON values.
enum JSONContainer {
    case array
    case object

    /// The byte that ends it.
    var closing: UInt8 { self == .array ? UInt8(ascii: "]") : UInt8(ascii: "}") }
}
