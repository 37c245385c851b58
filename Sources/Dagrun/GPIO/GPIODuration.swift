// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine

/// Times on command lines, as libgpiod's tools take them: `500ms`, `2s`, `250us`, `1m`.
enum GPIODuration {
    /// Reads a time.
    ///
    /// - Parameter text: A number with a unit; without one, milliseconds.
    /// - Returns: The time, from zero to an hour.
    /// - Throws: `ValidationError` for anything else.
    static func read(_ text: String) throws -> Duration {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units: [String: Duration] = [
            "us": .microseconds(1), "ms": .milliseconds(1), "": .milliseconds(1), "s": .seconds(1), "m": .seconds(60),
        ]
        guard let count = Int64(digits), count <= 3_600_000_000,
            let unit = units[String(text.dropFirst(digits.count))], unit * Double(count) <= .seconds(3600)
        else { throw ValidationError("\(text): a time is a number with us, ms, s or m, and an hour at most") }
        return unit * Double(count)
    }
}
