// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The names that members of maps had lately, in their order.
///
/// Records of a list have the same ones. A map whose names are known by their bytes needs no text made and no name hashed:
/// its members are put where those of the first such map are.
struct MessagePackShapes {
    /// The name of a member.
    struct Name {
        var text: String
        /// Where it is in what is read, with its head.
        var range: Range<Int>
    }

    /// The names of one map.
    struct Shape {
        /// The names in their order.
        let names: [Name]
        /// Which of the members has a name; of two with one name the last one counts.
        let places: [String: Int]

        init(_ names: [Name]) {
            self.names = names
            var places = [String: Int](minimumCapacity: names.count)
            for place in names.indices { places[names[place].text] = place }
            self.places = places
        }
    }

    /// The most shapes that are kept, so that maps of which no two are alike cost little more than without.
    private static let maximumCount = 256
    /// The most names of a shape that is kept.
    private static let maximumNames = 64

    private var shapes: [Shape] = []
    /// Places of shapes, by how many names they have and how the first one begins.
    private var table = [Int?](repeating: nil, count: 64)

    /// The names of a shape.
    func names(of place: Int) -> [Name] { shapes[place].names }

    /// Which of the members of a shape has a name.
    func places(of place: Int) -> [String: Int] { shapes[place].places }

    /// Guesses the shape of a map.
    ///
    /// - Parameters:
    ///   - count: How many members it has, at least one.
    ///   - start: Where the first name begins; two bytes are there at least.
    ///   - bytes: What is read.
    /// - Returns: The place of a shape of so many names; nil when there is none.
    @inline(__always)
    func place(of count: Int, at start: Int, in bytes: Span<UInt8>) -> Int? {
        guard let place = table[Self.slot(count, start, bytes)], shapes[place].names.count == count else { return nil }
        return place
    }

    /// Keeps a shape.
    mutating func keep(_ shape: Shape, in bytes: Span<UInt8>) {
        guard shapes.count < Self.maximumCount, let first = shape.names.first, shape.names.count <= Self.maximumNames
        else { return }
        table[Self.slot(shape.names.count, first.range.lowerBound, bytes)] = shapes.count
        shapes.append(shape)
    }

    /// How many bytes the name of a member takes; nil when another name comes next.
    @inline(__always)
    func length(ofName name: Int, of place: Int, at start: Int, in bytes: Span<UInt8>) -> Int? {
        let range = shapes[place].names[name].range
        guard range.count <= bytes.count - start else { return nil }
        for place in 0..<range.count where bytes[range.lowerBound + place] != bytes[start + place] { return nil }
        return range.count
    }

    @inline(__always)
    private static func slot(_ count: Int, _ start: Int, _ bytes: Span<UInt8>) -> Int {
        (count &+ 7 &* Int(bytes[start]) &+ 31 &* Int(bytes[start + 1])) & 63
    }
}
