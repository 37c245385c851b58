// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A display of one to four digits, each of seven segments and a point.
///
/// Digits that are lit in turn are seen together: a segment counts as lit for 50 ms behind its current.
public final class SevenSegmentPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-7segment"

    private static let persistence = Duration.milliseconds(50)
    private static let forwardVolts = 1.8
    private static let leastCurrent = 0.000_1

    /// The part's name on its board.
    public let id: String
    /// Segments `A` to `G` and `DP`, then `COM` or `DIG1` to `DIG4`, and `CLN` where there is a colon.
    public let pins: [PartPin]
    /// `text`: the digits, `?` for what is none, and `segments`: for each digit its segments, as in `ABCD`.
    public let outputs = [PartOutput("text", initial: ""), PartOutput("segments", initial: "")]
    /// What there is to know besides.
    public let traits: PartTraits

    private let isCommonAnode: Bool
    private let digits: [Int]
    private let colon: Int?
    // When each segment of each digit was lit last, in nanoseconds.
    private var lit: [Int64?]

    /// Makes a display.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `common`: which end the segments of a digit share, `anode` or `cathode`; `digits`, 1 to 4; `colon`, “1” for one.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        let isCommonAnode = try attributes.choice("common", of: ["anode", "cathode"]) == "anode"
        self.isCommonAnode = isCommonAnode
        let count = try attributes.integer("digits", default: 1, in: 1...4)
        let hasColon = try attributes.flag("colon", default: false)
        var pins = ["A", "B", "C", "D", "E", "F", "G", "DP"].map { PartPin($0, watch: .voltage) }
        let digits: [Int]
        if count == 1 {
            digits = [pins.count]
            pins.append(PartPin("COM.1", aliases: ["COM"], watch: .voltage))
            pins.append(PartPin("COM.2", joined: pins.count - 1))
        } else {
            digits = Array(pins.count..<(pins.count + count))
            pins += (1...count).map { PartPin("DIG\($0)", watch: .voltage) }
        }
        colon = hasColon ? pins.count : nil
        if hasColon { pins.append(PartPin("CLN", watch: .voltage)) }
        self.pins = pins
        self.digits = digits
        lit = Array(repeating: nil, count: count * 8)
        var traits = PartTraits(
            "7-segment display", kind: "segment", attributes: ["common", "digits", "colon", "color"],
            signals: Array(0..<8) + digits)
        traits.diodes = digits.flatMap { digit in
            (0..<8).map {
                isCommonAnode
                    ? PartTraits.Diode(anode: digit, cathode: $0) : PartTraits.Diode(anode: $0, cathode: digit)
            }
        }
        if isCommonAnode { traits.activeLow = Set(0..<8) }
        self.traits = traits
    }

    /// Looks at the voltages.
    public func start(_ context: borrowing PartContext) {
        lit = lit.map { _ in nil }
        look(context)
    }

    /// Looks at the voltages anew.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) { look(context) }

    /// Forgets what was lit.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) { look(context) }

    private func look(_ context: borrowing PartContext) {
        let now = context.now.nanoseconds
        let past = now - Self.persistence.clampedNanoseconds
        var text = ""
        var segments: [String] = []
        var oldest: Int64?
        for (place, digit) in digits.enumerated() {
            var mask = 0
            for segment in 0..<8 {
                let index = place * 8 + segment
                if isLit(segment, digit, context) {
                    lit[index] = now
                    mask |= 1 << segment
                } else if let last = lit[index], last > past {
                    mask |= 1 << segment
                    oldest = min(oldest ?? last, last)
                }
            }
            text += Self.glyphs[mask & 0x7f] ?? "?"
            if mask & 0x80 != 0 { text += "." }
            segments.append(String(zip("ABCDEFGp", 0..<8).compactMap { mask >> $1 & 1 == 1 ? $0 : nil }))
        }
        if digits.count == 4, let colon, let first = digits.first, isLit(colon, first, context) {
            text.insert(":", at: text.index(text.startIndex, offsetBy: min(2, text.count)))
        }
        context.show(0, .text(text))
        context.show(1, .text(segments.joined(separator: " ")))
        if let oldest {
            context.set(0, at: Timestamp(nanoseconds: oldest + Self.persistence.clampedNanoseconds))
        }
    }

    private func isLit(_ segment: Int, _ digit: Int, _ context: borrowing PartContext) -> Bool {
        context.diodeCurrent(
            anode: isCommonAnode ? digit : segment, cathode: isCommonAnode ? segment : digit,
            forwardVolts: Self.forwardVolts) >= Self.leastCurrent
    }

    // By segments, A is the lowest bit.
    private static let glyphs: [Int: String] = [
        0x00: " ", 0x3f: "0", 0x06: "1", 0x5b: "2", 0x4f: "3", 0x66: "4", 0x6d: "5", 0x7d: "6", 0x07: "7", 0x27: "7",
        0x7f: "8", 0x6f: "9", 0x67: "9", 0x7c: "b", 0x77: "A", 0x39: "C", 0x58: "c", 0x5e: "d", 0x79: "E", 0x71: "F",
        0x3d: "G", 0x76: "H", 0x74: "h", 0x1e: "J", 0x38: "L", 0x54: "n", 0x5c: "o", 0x73: "P", 0x50: "r", 0x78: "t",
        0x3e: "U", 0x1c: "u", 0x6e: "y", 0x40: "-", 0x08: "_", 0x48: "=", 0x63: "°",
    ]
}
