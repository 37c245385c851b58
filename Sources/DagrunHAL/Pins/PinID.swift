// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How a person names a pin.
///
/// | Written | Means |
/// | --- | --- |
/// | `GPIO17` | number 17 in the numbering of the board's processor |
/// | `BOARD11` | pin 11 of the board's main header |
/// | `J8:11` | pin 11 of the header that the board calls J8 |
/// | `gpiochip0:17`, `pinctrl-rp1:17` | offset 17 of the chip with that name or label |
/// | `line:STATUS_LED` | the line that the kernel calls STATUS_LED |
/// | `button.green`, `GP15`, `D13` | a name that the board's description or the program's wiring gives a pin |
///
/// The forms are those of gpiozero, libgpiod and of what is printed on boards. What a name means is decided by the board.
public enum PinID: Sendable, Hashable {
    /// A number in the numbering of the board's processor.
    case gpio(Int)
    /// A pin of a header, counted from 1; nil: the board's main header.
    case header(String?, Int)
    /// An offset on a chip, by the chip's name or label.
    case chip(String, Int)
    /// A line by the kernel's name for it.
    case line(String)
    /// A name that the board's description or the program's wiring gives a pin.
    case name(String)

    /// Reads a name as a person writes it.
    ///
    /// - Parameter text: The name, without regard to upper and lower case in `GPIO`, `BOARD` and `line:`. What has none of
    ///   the other forms is a name.
    public init(_ text: String) {
        if let number = Self.number(of: text, behind: "gpio") {
            self = .gpio(number)
        } else if let number = Self.number(of: text, behind: "board") {
            self = .header(nil, number)
        } else if let colon = text.lastIndex(of: ":") {
            let place = String(text[..<colon])
            let rest = String(text[text.index(after: colon)...])
            if place.lowercased() == "line" {
                self = .line(rest)
            } else if let number = Self.number(rest), !place.isEmpty {
                self = Self.isHeader(place) ? .header(place.uppercased(), number) : .chip(place, number)
            } else {
                self = .name(text)
            }
        } else {
            self = .name(text)
        }
    }

    private static func number(of text: String, behind word: String) -> Int? {
        guard text.count > word.count, text.prefix(word.count).lowercased() == word else { return nil }
        return number(text.dropFirst(word.count))
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    // J8, P9 or CN7: a letter or two and a number. Chips' names and labels are longer.
    private static func isHeader(_ text: String) -> Bool {
        let letters = text.prefix { $0.isASCII && $0.isLetter }
        return (1...2).contains(letters.count) && number(text.dropFirst(letters.count)) != nil
    }
}

extension PinID: ExpressibleByStringLiteral {
    /// Reads a name as a person writes it.
    ///
    /// - Parameter value: The name.
    public init(stringLiteral value: String) { self.init(value) }
}

extension PinID: CustomStringConvertible {
    /// The name, as ``init(_:)`` reads it.
    public var description: String {
        switch self {
        case .gpio(let number): "GPIO\(number)"
        case .header(nil, let number): "BOARD\(number)"
        case .header(let header?, let number): "\(header):\(number)"
        case .chip(let chip, let offset): "\(chip):\(offset)"
        case .line(let name): "line:\(name)"
        case .name(let name): name
        }
    }
}

extension PinID: Codable {
    /// Reads a name.
    ///
    /// - Parameter decoder: Holds a string.
    /// - Throws: `DecodingError` when it doesn't.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the name.
    ///
    /// - Parameter encoder: Gets a string.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
