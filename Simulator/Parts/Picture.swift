// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a display shows.
public struct Picture: Sendable, Hashable {
    /// How a picture's bytes are laid out, row by row from the upper left.
    public enum Format: Sendable, Hashable {
        /// One byte a pixel: 0 is dark, 255 lit.
        case grey
        /// Three bytes a pixel: red, green, blue.
        case rgb
    }

    /// Pixels across.
    public let width: Int
    /// Pixels down.
    public let height: Int
    /// How the bytes are laid out.
    public let format: Format
    /// The pixels.
    public let bytes: [UInt8]

    /// Makes a picture.
    ///
    /// - Parameters:
    ///   - width: Pixels across.
    ///   - height: Pixels down.
    ///   - format: How the bytes are laid out.
    ///   - bytes: As many as width, height and format ask for.
    public init(width: Int, height: Int, format: Format = .grey, bytes: [UInt8]) {
        precondition(bytes.count == width * height * (format == .rgb ? 3 : 1), "a picture needs a value for each pixel")
        self.width = width
        self.height = height
        self.format = format
        self.bytes = bytes
    }
}
