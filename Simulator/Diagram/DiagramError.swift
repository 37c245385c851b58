// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A diagram that can't be read at all.
///
/// What is merely odd about a diagram, such as an unknown part, is a ``BoardFinding``.
public struct DiagramError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file; empty where there is none.
    public var file: String
    /// Where in the file; nil where that is not known.
    public var place: DiagramPlace?
    /// The member in question, such as `parts[3].id`; empty for the file as a whole.
    public var path: String
    /// What is wrong, and what to do.
    public var message: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - place: Where in the file.
    ///   - path: The member in question.
    ///   - message: What is wrong, and what to do.
    public init(file: String = "", place: DiagramPlace? = nil, path: String = "", message: String) {
        self.file = file
        self.place = place
        self.path = path
        self.message = message
    }

    /// Where it is and what is wrong there, as in `board.json:3:7: parts[0]: has no id; …`.
    public var description: String {
        var text = file.isEmpty ? "diagram" : file
        if let place { text += ":\(place.line):\(place.column)" }
        text += ": "
        if !path.isEmpty { text += "\(path) " }
        return text + message
    }
}
