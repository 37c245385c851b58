// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// A value of every kind that a coder treats in its own way.
struct Everything: Codable, Equatable {
    enum Color: String, Codable { case red, green }

    enum Shape: Codable, Equatable {
        case point
        case circle(radius: Double)
    }

    struct Part: Codable, Equatable {
        var zip = "7/8 é \u{1F3E0} \" \\ \n \u{1} \u{7F}"
        var amount = -12
        var color: Color? = .green
        var missing: Color?
    }

    var flag = true
    var small = Int8.min
    var wide = UInt64.max
    var huge = Int128.max
    var hugeList = [UInt128.max]
    var whole = 2.0
    var fraction = 0.1
    var large = 1e22
    var single: Float = 0.3
    var negativeZero = -0.0
    var list = [1, 2, 3]
    var nothing: [Int] = []
    var optionals: [Int?] = [nil, 4]
    var names = ["b": 1, "a": 2, "": 3, "ä": 4]
    var numbers = [3: "c", -1: "a"]
    var pairs = [Color.red: 1]
    var shapes: [Shape] = [.point, .circle(radius: 1.5)]
    var parts = [Part(), Part(zip: "", amount: 0, color: nil, missing: .red)]
    var data = Data([0, 1, 254, 255])
    var url = URL(string: "http://example.org/a%20b?c=d#e")
    var decimal = Decimal(string: "-1234567890.0987654321")
    var id = UUID(uuidString: "E621E1F8-C36C-495A-93FC-0C247A3E6E5F")
    var date = Date(timeIntervalSince1970: 1_700_000_000.25)
}

/// A class whose superclass encodes itself, too.
class Animal: Codable {
    var name: String

    init(name: String) { self.name = name }
}

final class Dog: Animal {
    private enum CodingKeys: String, CodingKey { case tricks }

    var tricks: [String]

    init(name: String, tricks: [String]) {
        self.tricks = tricks
        super.init(name: name)
    }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        tricks = try container.decode([String].self, forKey: .tricks)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try super.encode(to: container.superEncoder())
        try container.encode(tricks, forKey: .tricks)
    }
}

/// Fills nested containers in turns, and goes on after a part that was refused.
struct Interleaved: Encodable {
    enum Key: String, CodingKey { case list, object, number, refused }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        var object = container.nestedContainer(keyedBy: Key.self, forKey: .object)
        var list = container.nestedUnkeyedContainer(forKey: .list)
        try object.encode(1, forKey: .number)
        try list.encode("a")
        var inner = list.nestedUnkeyedContainer()
        try container.encode(5, forKey: .number)
        try list.encode("b")
        try? list.encode(Double.infinity)
        try inner.encode(true)
        _ = list.nestedContainer(keyedBy: Key.self)
        try? container.encode([1, Double.nan], forKey: .refused)
        try object.encode(Int?.none, forKey: .list)
    }
}
