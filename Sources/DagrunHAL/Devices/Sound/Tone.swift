// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
internal import Glibc
#endif

/// A tone, by its pitch.
///
/// ```swift
/// try await buzzer.play([Tone("C4"), Tone("E4"), Tone("G4")].compactMap { $0 }, each: .milliseconds(200))
/// ```
public struct Tone: Sendable, Hashable {
    /// The pitch, in hertz; more than zero.
    public let frequency: Double

    /// Makes a tone of a pitch.
    ///
    /// - Parameter frequency: The pitch, in hertz; what is not within 1 Hz to 100 kHz is taken as the nearer end.
    public init(frequency: Double) { self.frequency = min(max(frequency, 1), 100_000) }

    /// Makes a tone of a note of the MIDI scale.
    ///
    /// - Parameter midi: The note, where 69 is A4, 440 Hz, and 60 is C4.
    public init(midi: Int) { self.init(frequency: 440 * pow(2, Double(min(max(midi, -128), 256) - 69) / 12)) }

    /// Makes a tone of a note's name.
    ///
    /// - Parameter name: A letter from A to G, perhaps `#` or `b`, and an octave from 0 to 9, such as `A4`, `C#5` or
    ///   `Bb3`; nil comes back for anything else.
    public init?(_ name: String) {
        var rest = name[...]
        guard let letter = rest.popFirst(), let note = Self.notes[letter] else { return nil }
        var semitone = note
        if rest.first == "#" {
            semitone += 1
            rest.removeFirst()
        } else if rest.first == "b" {
            semitone -= 1
            rest.removeFirst()
        }
        guard rest.utf8.count == 1, let octave = Int(rest), (0...9).contains(octave) else { return nil }
        self.init(midi: 12 * (octave + 1) + semitone)
    }

    private static let notes: [Character: Int] = ["C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11]
}
