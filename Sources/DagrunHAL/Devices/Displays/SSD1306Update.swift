// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Bytes of one page of a display's memory that are to be written.
struct SSD1306Update: Sendable, Hashable {
    /// The page: eight rows of pixels.
    let page: Int
    /// The first column.
    let column: Int
    /// A byte for each column from there on.
    let bytes: [UInt8]

    // To begin elsewhere costs seven bytes for the window and four for addresses and control bytes.
    private static let gap = 11

    /// What turns one image into another, with as few bytes on the bus as can be.
    ///
    /// - Parameters:
    ///   - new: What is to be shown.
    ///   - old: What is shown, of the same size; nil: unknown, all is written.
    /// - Returns: The bytes to write.
    static func updates(to new: Bitmap, from old: Bitmap?) -> [SSD1306Update] {
        var updates: [SSD1306Update] = []
        for page in 0..<new.pageCount {
            let row = new.pages[(page * new.width)..<((page + 1) * new.width)]
            guard let old else {
                updates.append(SSD1306Update(page: page, column: 0, bytes: Array(row)))
                continue
            }
            var run: Range<Int>?
            for index in row.indices where row[index] != old.pages[index] {
                if let open = run, index - open.upperBound <= gap {
                    run = open.lowerBound..<(index + 1)
                } else {
                    if let run { updates.append(of(run, page, new)) }
                    run = index..<(index + 1)
                }
            }
            if let run { updates.append(of(run, page, new)) }
        }
        return updates
    }

    private static func of(_ run: Range<Int>, _ page: Int, _ image: Bitmap) -> SSD1306Update {
        SSD1306Update(page: page, column: run.lowerBound - page * image.width, bytes: Array(image.pages[run]))
    }
}
