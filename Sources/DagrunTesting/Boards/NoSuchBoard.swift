// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// A test wants a board that its bundle does not declare.
public struct NoSuchBoard: Error, Sendable, Hashable, CustomStringConvertible {
    /// The board's name.
    public let name: String
    /// The names of the boards that there are.
    public let known: [String]

    /// What is missing, and what there is.
    public var description: String {
        let hint = Suggestion.closest(to: name, in: known).map { "; did you mean “\($0)”?" }
        let list = known.isEmpty ? "; it declares none" : "; there are \(known.joined(separator: ", "))"
        return "the bundle declares no board “\(name)”\(hint ?? list)"
    }
}
