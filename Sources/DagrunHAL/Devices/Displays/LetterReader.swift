// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads the text that ``Bitmap`` drew from its upper left corner on.
package enum LetterReader {
    /// The lines of text that a picture shows.
    ///
    /// - Parameters:
    ///   - width: Pixels across.
    ///   - height: Pixels down.
    ///   - isLit: Tells whether a pixel is lit, by its place from the left and from above.
    /// - Returns: The lines, without spaces at their ends and without empty ones at the end; nil where the picture is empty or
    ///   shows anything else, too.
    package static func lines(width: Int, height: Int, isLit: (Int, Int) -> Bool) -> [String]? {
        for scale in 1...4 {
            if let lines = lines(width, height, scale, isLit), !lines.isEmpty { return lines }
        }
        return nil
    }

    private static func lines(_ width: Int, _ height: Int, _ scale: Int, _ isLit: (Int, Int) -> Bool) -> [String]? {
        var lines: [String] = []
        for top in stride(from: 0, to: height, by: Bitmap.lineHeight * scale) {
            var line = ""
            for left in stride(from: 0, to: width, by: Bitmap.letterWidth * scale) {
                var columns: [UInt8] = []
                for column in 0..<Bitmap.letterWidth {
                    var bits: UInt8 = 0
                    for row in 0..<Bitmap.lineHeight {
                        switch dot(left + column * scale, top + row * scale, scale, width, height, isLit) {
                        case true?: bits |= 1 << row
                        case false?: break
                        case nil: return nil
                        }
                    }
                    columns.append(bits)
                }
                guard columns.last == 0, let letter = letters[Array(columns.dropLast())] else { return nil }
                line.append(letter)
            }
            lines.append(String(line.reversed().drop { $0 == " " }.reversed()))
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// A dot of a letter, which is as many pixels wide and high as the scale says; nil when they differ.
    private static func dot(
        _ x: Int, _ y: Int, _ scale: Int, _ width: Int, _ height: Int, _ isLit: (Int, Int) -> Bool
    ) -> Bool? {
        // A letter may stick out of the picture.
        guard x < width, y < height else { return false }
        var dot: Bool?
        for pixelY in y..<min(y + scale, height) {
            for pixelX in x..<min(x + scale, width) {
                let pixel = isLit(pixelX, pixelY)
                if dot ?? pixel != pixel { return nil }
                dot = pixel
            }
        }
        return dot ?? false
    }

    private static let letters: [[UInt8]: Character] = {
        var letters: [[UInt8]: Character] = [:]
        for scalar in (0x20...0x7E).map({ UInt8($0) }) + [0xB0, 0xB5] {
            let letter = Character(Unicode.Scalar(scalar))
            letters[Array(Font5x7.columns(of: letter))] = letter
        }
        return letters
    }()
}
