// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Bitmap {
    /// The distance from one letter to the next at scale 1, in pixels.
    public static let letterWidth = Font5x7.width + 1
    /// The distance from one line of text to the next at scale 1, in pixels.
    public static let lineHeight = Font5x7.height + 1

    /// Draws a text.
    ///
    /// The letters are five pixels wide and seven high, with a gap of one: 21 of them fit in 128 pixels, and 8 lines in
    /// 64. There are those of ASCII, `°` and `µ`; in place of others stands a box. The pixels around a letter are
    /// turned off.
    ///
    /// - Parameters:
    ///   - text: The text; a line end begins a new line at the same left edge.
    ///   - x: Where its left edge is.
    ///   - y: Where its upper edge is.
    ///   - scale: How many pixels wide and high each dot of a letter is, at least 1.
    public mutating func draw(_ text: String, x: Int, y: Int, scale: Int = 1) {
        let scale = min(max(scale, 1), 4096)
        var top = y
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard top < height else { return }
            var left = x
            for character in line {
                guard left < width else { break }
                if left > -Self.letterWidth * scale { draw(character, left, top, scale) }
                left += Self.letterWidth * scale
            }
            top += Self.lineHeight * scale
        }
    }

    /// An image of a text, with its lines broken between words so that they fit.
    ///
    /// - Parameters:
    ///   - text: The text; what has no room is left out.
    ///   - width: The width of the image, in pixels.
    ///   - height: The height of the image, in pixels.
    ///   - scale: How many pixels wide and high each dot of a letter is, at least 1.
    public init(text: String, width: Int, height: Int, scale: Int = 1) {
        self.init(width: width, height: height)
        let scale = min(max(scale, 1), 4096)
        let columns = max(1, (width + scale) / (Self.letterWidth * scale))
        draw(Self.wrap(text, columns).joined(separator: "\n"), x: 0, y: 0, scale: scale)
    }

    private mutating func draw(_ character: Character, _ left: Int, _ top: Int, _ scale: Int) {
        for (column, bits) in (Font5x7.columns(of: character) + [0]).enumerated() {
            for row in 0..<Self.lineHeight {
                fill(
                    x: left + column * scale, y: top + row * scale, width: scale, height: scale,
                    bits & (1 << row) != 0)
            }
        }
    }

    private static func wrap(_ text: String, _ columns: Int) -> [String] {
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
                if !line.isEmpty, line.count + 1 + word.count > columns {
                    lines.append(line)
                    line = ""
                }
                line += line.isEmpty ? String(word) : " \(word)"
                while line.count > columns {
                    lines.append(String(line.prefix(columns)))
                    line.removeFirst(columns)
                }
            }
            lines.append(line)
        }
        return lines
    }
}
