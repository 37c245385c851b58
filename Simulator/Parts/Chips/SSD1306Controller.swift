// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The controller of an OLED display: commands and data in, a picture out.
///
/// Source: Solomon Systech SSD1306 data sheet 1.1, sections 9 and 10. Scrolling is taken and not carried out.
struct SSD1306Controller {
    static let width = 128
    static let height = 64

    private enum Addressing { case horizontal, vertical, page }

    private(set) var isOn = false
    private var memory = [UInt8](repeating: 0, count: 128 * 8)
    private var addressing = Addressing.page
    private var column = 0
    private var page = 0
    private var columns = 0...127
    private var pages = 0...7
    private var pageStartColumn = 0
    private var isSegmentRemapped = false
    private var isScanRemapped = false
    private var isInverted = false
    private var isEntireOn = false
    private var startLine = 0
    private var offset = 0
    private var multiplex = 64
    private var contrast: UInt8 = 0x7f
    // A command that waits for bytes, itself first.
    private var pending: [UInt8] = []

    /// Takes a byte of a command.
    mutating func command(_ byte: UInt8) {
        pending.append(byte)
        guard pending.count > Self.argumentCount(pending[0]) else { return }
        let whole = pending
        pending = []
        execute(whole)
    }

    /// Takes a byte of the picture: eight pixels below each other, the uppermost in the lowest bit.
    mutating func data(_ byte: UInt8) {
        memory[page * 128 + (isSegmentRemapped ? 127 - column : column)] = byte
        switch addressing {
        case .page: column = column == 127 ? 0 : column + 1
        case .horizontal:
            guard column >= columns.upperBound else { return column += 1 }
            column = columns.lowerBound
            page = page >= pages.upperBound ? pages.lowerBound : page + 1
        case .vertical:
            guard page >= pages.upperBound else { return page += 1 }
            page = pages.lowerBound
            column = column >= columns.upperBound ? columns.lowerBound : column + 1
        }
    }

    /// What the display shows.
    ///
    /// Upright is what drivers take for it: segments remapped (0xa1), rows scanned upwards (0xc8).
    var picture: Picture {
        var bytes = [UInt8](repeating: 0, count: Self.width * Self.height)
        guard isOn else { return Picture(width: Self.width, height: Self.height, bytes: bytes) }
        for row in 0..<multiplex {
            let line = (row + startLine) % 64
            let driver = (row - offset + 128) % 64
            let y = isScanRemapped ? driver : 63 - driver
            for segment in 0..<128 {
                let isSet = isEntireOn || memory[line / 8 * 128 + segment] >> UInt8(line % 8) & 1 == 1
                if isSet != isInverted { bytes[y * Self.width + 127 - segment] = 255 }
            }
        }
        return Picture(width: Self.width, height: Self.height, bytes: bytes)
    }

    private mutating func execute(_ bytes: [UInt8]) {
        let command = bytes[0]
        switch command {
        case 0x00...0x0f: setPageColumn(pageStartColumn & 0xf0 | Int(command & 0x0f))
        case 0x10...0x1f: setPageColumn(pageStartColumn & 0x0f | Int(command & 0x07) << 4)
        case 0x20: addressing = [.horizontal, .vertical, .page, .page][Int(bytes[1] & 3)]
        case 0x21:
            let (first, last) = (Int(bytes[1] & 0x7f), Int(bytes[2] & 0x7f))
            guard first <= last else { return }
            columns = first...last
            column = first
        case 0x22:
            let (first, last) = (Int(bytes[1] & 7), Int(bytes[2] & 7))
            guard first <= last else { return }
            pages = first...last
            page = first
        case 0x40...0x7f: startLine = Int(command & 0x3f)
        case 0x81: contrast = bytes[1]
        case 0xa0, 0xa1: isSegmentRemapped = command & 1 == 1
        case 0xa4, 0xa5: isEntireOn = command & 1 == 1
        case 0xa6, 0xa7: isInverted = command & 1 == 1
        case 0xa8: multiplex = max(16, Int(bytes[1] & 0x3f) + 1)
        case 0xae, 0xaf: isOn = command & 1 == 1
        case 0xb0...0xb7: page = Int(command & 7)
        case 0xc0, 0xc8: isScanRemapped = command & 8 != 0
        case 0xd3: offset = Int(bytes[1] & 0x3f)
        default: break
        }
    }

    private mutating func setPageColumn(_ column: Int) {
        pageStartColumn = column
        self.column = column
    }

    private static func argumentCount(_ command: UInt8) -> Int {
        switch command {
        case 0x20, 0x81, 0x8d, 0xa8, 0xd3, 0xd5, 0xd9, 0xda, 0xdb: 1
        case 0x21, 0x22, 0xa3: 2
        case 0x29, 0x2a: 5
        case 0x26, 0x27: 6
        default: 0
        }
    }
}
