// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How waveforms are drawn.
public struct WaveformStyle: Sendable, Hashable {
    /// How many characters a line has, at least 40.
    public var width: Int
    /// Whether ANSI colours are used.
    public var isColored: Bool
    /// Whether only ASCII characters are used.
    public var isASCII: Bool

    /// Makes a style.
    ///
    /// Who draws on a terminal asks it for its width, and takes colours only where `NO_COLOR` is not set.
    ///
    /// - Parameters:
    ///   - width: How many characters a line has; less than 40 is taken as 40.
    ///   - isColored: Whether ANSI colours are used.
    ///   - isASCII: Whether only ASCII characters are used.
    public init(width: Int = 100, isColored: Bool = false, isASCII: Bool = false) {
        self.width = max(width, 40)
        self.isColored = isColored
        self.isASCII = isASCII
    }
}
