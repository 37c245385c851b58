// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A zip archive of files that are stored as they are.
///
/// Source: PKWARE's APPNOTE, 4.3.
struct ZipArchive: Sendable {
    /// The most bytes that may stand behind an archive as its comment.
    static let longestComment = Int(UInt16.max)

    private static let localMark: UInt32 = 0x0403_4B50
    private static let centralMark: UInt32 = 0x0201_4B50
    private static let endMark: UInt32 = 0x0605_4B50
    private static let endLength = 22
    // Without a time of its own: the first day that a zip can name.
    private static let firstDay: UInt16 = 0x0021
    // The name is UTF-8.
    private static let flags: UInt16 = 1 << 11
    private static let version: UInt16 = 20
    // Made on Unix; a regular file that all may read.
    private static let madeBy: UInt16 = 3 << 8 | version
    private static let mode: UInt32 = 0o100644 << 16

    /// One file.
    struct Entry: Sendable {
        var name: String
        var bytes: [UInt8]
    }

    var entries: [Entry]

    init(_ entries: [Entry]) { self.entries = entries }

    /// The archive without its comment.
    ///
    /// - Parameters:
    ///   - start: The number of bytes in front of it in its file.
    ///   - commentLength: The number of bytes that follow as its comment.
    /// - Returns: All bytes from the first file to the end record.
    /// - Throws: ``BundleFileError`` when a number does not fit its field.
    func bytes(at start: Int, commentLength: Int) throws(BundleFileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let name = Array(entry.name.utf8)
            let size = try Self.field(entry.bytes.count)
            let place = try Self.field(start + bytes.count)
            var common: [UInt8] = []
            for number in [Self.version, Self.flags, 0, 0, Self.firstDay] { common.append(littleEndian: number) }
            for number in [CRC32.checksum(of: entry.bytes), size, size] { common.append(littleEndian: number) }
            common.append(littleEndian: try Self.shortField(name.count))
            common.append(littleEndian: UInt16(0))
            bytes.append(littleEndian: Self.localMark)
            bytes += common + name + entry.bytes
            directory.append(littleEndian: Self.centralMark)
            directory.append(littleEndian: Self.madeBy)
            directory += common
            for number: UInt16 in [0, 0, 0] { directory.append(littleEndian: number) }
            directory.append(littleEndian: Self.mode)
            directory.append(littleEndian: place)
            directory += name
        }
        let count = try Self.shortField(entries.count)
        let place = try Self.field(start + bytes.count)
        bytes += directory
        bytes.append(littleEndian: Self.endMark)
        for number in [0, 0, count, count] { bytes.append(littleEndian: number) }
        bytes.append(littleEndian: try Self.field(directory.count))
        bytes.append(littleEndian: place)
        bytes.append(littleEndian: try Self.shortField(commentLength))
        return bytes
    }

    /// Where an archive that ends with the last byte begins; the number of bytes where there is none.
    static func start(in bytes: [UInt8]) -> Int {
        let end = bytes.count - endLength
        guard end >= 0, number(bytes, end) == endMark else { return bytes.count }
        let directory = Int(number(bytes, end + 16))
        let count = Int(number(bytes, end + 8) >> 16)
        guard count > 0, directory <= end - 46, number(bytes, directory) == centralMark else { return bytes.count }
        let first = Int(number(bytes, directory + 42))
        return first < directory && number(bytes, first) == localMark ? first : bytes.count
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        bytes[place..<(place + 4)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func field(_ number: Int) throws(BundleFileError) -> UInt32 {
        guard let field = UInt32(exactly: number) else {
            throw BundleFileError(.tooLarge, "a zip holds at most 4 GiB")
        }
        return field
    }

    private static func shortField(_ number: Int) throws(BundleFileError) -> UInt16 {
        guard let field = UInt16(exactly: number) else {
            throw BundleFileError(.tooLarge, "a zip holds names, comments and numbers of files up to 65535")
        }
        return field
    }
}
