// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension VirtualBoard {
    /// Looks into a part, as at what a logic analyzer recorded.
    ///
    /// The board stands still meanwhile, so nothing in the body may call the board.
    ///
    /// - Parameters:
    ///   - id: The part's name on the board.
    ///   - type: What the part is.
    ///   - body: Gets the part, which it must not keep.
    /// - Returns: What the body returns.
    /// - Throws: ``BoardError`` when there is no such part, or it is something else.
    public func withPart<Kind: Part, Value: Sendable>(
        _ id: String, as type: Kind.Type, _ body: (Kind) -> Value
    ) throws(BoardError) -> Value {
        try locked { kernel throws(BoardError) in
            guard let number = kernel.catalog.partNumbers[id] else {
                throw BoardError([
                    "the board ‘\(boardName)’ has no part ‘\(id)’; there is "
                        + kernel.catalog.partNumbers.keys.sorted().joined(separator: ", ")
                ])
            }
            let part = kernel.parts[number]
            guard let found = part as? Kind else {
                throw BoardError(["the part ‘\(id)’ is a \(Swift.type(of: part)), not a \(type)"])
            }
            return body(found)
        }
    }
}
