// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunSimulator

/// A picture as lines of text: the text that it shows, or dots.
enum PictureText {
    /// The lines.
    ///
    /// - Parameters:
    ///   - picture: The picture.
    ///   - usesUnicode: Whether there are characters for dots, of which each has two across and four down; else one stands for
    ///     each two by four.
    /// - Returns: The lines, without those below the last lit pixel; none where all is dark.
    static func lines(_ picture: Picture, usesUnicode: Bool) -> [String] {
        guard picture.bytes.contains(where: { $0 >= 128 }) else { return [] }
        let lit = Lit(picture)
        if let text = LetterReader.lines(width: picture.width, height: picture.height, isLit: lit.isLit) { return text }
        var lines: [String] = []
        for top in stride(from: 0, to: picture.height, by: 4) {
            var line = ""
            for left in stride(from: 0, to: picture.width, by: 2) {
                var dots: UInt32 = 0
                for (bit, place) in dotPlaces.enumerated() where lit.isLit(left + place.x, top + place.y) {
                    dots |= 1 << UInt32(bit)
                }
                if usesUnicode, dots > 0, let scalar = Unicode.Scalar(0x2800 + dots) {
                    line.unicodeScalars.append(scalar)
                } else {
                    line.append(dots == 0 ? " " : dots.nonzeroBitCount > 4 ? "#" : ".")
                }
            }
            lines.append(String(line.reversed().drop { $0 == " " }.reversed()))
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    // The dots of Braille, in the order of Unicode's bits.
    private static let dotPlaces: [(x: Int, y: Int)] = [
        (0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3),
    ]

    private struct Lit {
        private let picture: Picture

        init(_ picture: Picture) { self.picture = picture }

        func isLit(_ x: Int, _ y: Int) -> Bool {
            guard x < picture.width, y < picture.height else { return false }
            let place = y * picture.width + x
            switch picture.format {
            case .grey: return picture.bytes[place] >= 128
            case .rgb: return picture.bytes[(place * 3)..<(place * 3 + 3)].contains { $0 >= 128 }
            }
        }
    }
}
