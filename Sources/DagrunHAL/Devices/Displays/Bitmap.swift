// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An image of pixels that are on or off.
///
/// What is drawn outside of it is cut off.
///
/// ```swift
/// var image = Bitmap(width: 128, height: 64)
/// image.draw("21.5 °C", x: 0, y: 0, scale: 2)
/// image.draw(Bitmap(art: ".##.\n####\n.##."), x: 100, y: 4)
/// ```
public struct Bitmap: Sendable, Hashable {
    /// How many pixels stand side by side.
    public let width: Int
    /// How many pixels stand one below the other.
    public let height: Int
    // One byte for eight pixels one below the other, bit 0 uppermost, in rows of `width` bytes: as displays hold it.
    private(set) var pages: [UInt8]

    /// How many rows of eight pixels there are.
    var pageCount: Int { (height + 7) / 8 }

    /// Makes an image with all pixels off.
    ///
    /// - Parameters:
    ///   - width: How many pixels stand side by side, 0 to 4096.
    ///   - height: How many pixels stand one below the other, 0 to 4096.
    public init(width: Int, height: Int) {
        precondition(
            (0...4096).contains(width) && (0...4096).contains(height), "a bitmap has at most 4096 x 4096 pixels")
        self.width = width
        self.height = height
        pages = Array(repeating: 0, count: width * ((height + 7) / 8))
    }

    /// Makes an image of characters.
    ///
    /// - Parameter art: A line for each row of pixels. A space and `.` are off, anything else is on; the longest line
    ///   is the width.
    public init(art: String) {
        let rows = art.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        self.init(width: rows.map(\.count).max() ?? 0, height: rows.count)
        for (y, row) in rows.enumerated() {
            for (x, character) in row.enumerated() where character != " " && character != "." { self[x, y] = true }
        }
    }

    /// A pixel; outside of the image it is off and can't be set.
    ///
    /// - Parameters:
    ///   - x: Its place from the left, from 0.
    ///   - y: Its place from above, from 0.
    public subscript(x: Int, y: Int) -> Bool {
        get { contains(x, y) && pages[y / 8 * width + x] & (1 << (y % 8)) != 0 }
        set {
            guard contains(x, y) else { return }
            if newValue {
                pages[y / 8 * width + x] |= 1 << (y % 8)
            } else {
                pages[y / 8 * width + x] &= ~(1 << (y % 8))
            }
        }
    }

    /// Turns all pixels off.
    public mutating func clear() { self = Bitmap(width: width, height: height) }

    /// Sets the pixels of a rectangle.
    ///
    /// - Parameters:
    ///   - x: Its left edge.
    ///   - y: Its upper edge.
    ///   - width: Its width.
    ///   - height: Its height.
    ///   - isOn: Whether its pixels are on.
    public mutating func fill(x: Int, y: Int, width: Int, height: Int, _ isOn: Bool = true) {
        guard width > 0, height > 0, x < self.width, y < self.height else { return }
        let right = min(x.addingReportingOverflow(width).overflow ? .max : x + width, self.width)
        let bottom = min(y.addingReportingOverflow(height).overflow ? .max : y + height, self.height)
        guard right > 0, bottom > 0 else { return }
        for row in max(y, 0)..<bottom {
            for column in max(x, 0)..<right { self[column, row] = isOn }
        }
    }

    /// Draws another image.
    ///
    /// - Parameters:
    ///   - image: The image; its pixels that are off turn those below them off.
    ///   - x: Where its left edge is.
    ///   - y: Where its upper edge is.
    public mutating func draw(_ image: Bitmap, x: Int, y: Int) {
        for row in 0..<image.height {
            for column in 0..<image.width {
                let (place, line) = (x.addingReportingOverflow(column), y.addingReportingOverflow(row))
                if place.overflow || line.overflow { continue }
                self[place.partialValue, line.partialValue] = image[column, row]
            }
        }
    }

    private func contains(_ x: Int, _ y: Int) -> Bool { (0..<width).contains(x) && (0..<height).contains(y) }
}

extension Bitmap: CustomStringConvertible {
    /// The rows of pixels, `#` for those that are on and `.` for those that are off; ``init(art:)`` reads it.
    public var description: String {
        (0..<height).map { y in String((0..<width).map { x in self[x, y] ? "#" : "." }) }.joined(separator: "\n")
    }
}
