// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// What those who use a board in turns leave there for the next one.
///
/// A sensor that gives its slot back is run anew at its next look, and a task at its next try; what they must remember
/// of the hardware lives as long as the board is open, and no longer.
package final class BoardNotes: Sendable {
    /// Lets those through one after the other who must look and then act.
    package let gate = SerialGate()
    private let notes = Mutex<[String: any Sendable]>([:])

    init() {}

    /// A note.
    ///
    /// - Parameters:
    ///   - key: What it is about.
    ///   - type: The type it must have.
    /// - Returns: The note; nil when there is none of this type.
    package func note<Note: Sendable>(_ key: String, as type: Note.Type = Note.self) -> Note? {
        notes.withLock { $0[key] as? Note }
    }

    /// Leaves a note in place of one of the same key.
    ///
    /// - Parameters:
    ///   - note: The note.
    ///   - key: What it is about.
    package func leave(_ note: some Sendable, _ key: String) { notes.withLock { $0[key] = note } }

    /// Takes a note away.
    ///
    /// - Parameters:
    ///   - key: What it is about.
    ///   - type: The type it must have.
    /// - Returns: The note; nil when there is none of this type.
    package func take<Note: Sendable>(_ key: String, as type: Note.Type = Note.self) -> Note? {
        notes.withLock { notes in
            guard let note = notes[key] as? Note else { return nil }
            notes[key] = nil
            return note
        }
    }
}
