// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The last 64 bytes of an executable bundle: where its parts are, and the hash of the program.
///
/// Source: Airflow 3.3, `airflow.sdk.coordinators.executable`, footer version 1.
package struct BundleTrailer: Sendable, Hashable {
    /// The number of bytes that a trailer has.
    package static let length = 64
    /// The version of the footer that is written and read.
    package static let version: UInt32 = 1

    private static let magic = Array("AFBNDL01".utf8)
    private static let digestPlace = 12
    private static let reservedPlace = 44
    private static let magicPlace = 56

    /// The number of bytes of the embedded source.
    package var sourceLength: Int
    /// The number of bytes of the metadata.
    package var metadataLength: Int
    /// The SHA-256 of all that is in front of the source; 32 bytes.
    package var digest: [UInt8]

    package init(sourceLength: Int, metadataLength: Int, digest: [UInt8]) {
        self.sourceLength = sourceLength
        self.metadataLength = metadataLength
        self.digest = digest
    }

    /// Reads a trailer.
    ///
    /// - Parameter bytes: The last bytes of a file.
    /// - Returns: The trailer; nil where the file is no bundle.
    /// - Throws: ``BundleFileError`` when it is one, but not one that Airflow would take.
    package static func read(_ bytes: ArraySlice<UInt8>) throws(BundleFileError) -> BundleTrailer? {
        let bytes = Array(bytes.suffix(length))
        guard bytes.count == length, bytes[magicPlace...].elementsEqual(magic) else { return nil }
        let version = number(bytes[8..<12])
        guard version == Self.version else {
            throw BundleFileError(.version, "its footer has version \(version); version \(Self.version) is known")
        }
        guard bytes[reservedPlace..<magicPlace].allSatisfy({ $0 == 0 }) else {
            throw BundleFileError(.damaged, "the reserved bytes of its trailer are not zero")
        }
        return BundleTrailer(
            sourceLength: Int(number(bytes[0..<4])), metadataLength: Int(number(bytes[4..<8])),
            digest: Array(bytes[digestPlace..<reservedPlace]))
    }

    /// The trailer as it stands in the file.
    ///
    /// - Throws: ``BundleFileError`` when a part is longer than its length can say.
    package func bytes() throws(BundleFileError) -> [UInt8] {
        guard let source = UInt32(exactly: sourceLength), let metadata = UInt32(exactly: metadataLength) else {
            throw BundleFileError(.tooLarge, "source and metadata of a bundle must be smaller than 4 GiB each")
        }
        var bytes: [UInt8] = []
        for number in [source, metadata, Self.version] { bytes.append(littleEndian: number) }
        bytes += digest
        bytes += [UInt8](repeating: 0, count: Self.magicPlace - Self.reservedPlace)
        return bytes + Self.magic
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
