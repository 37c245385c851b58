// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Replaces secrets in text that arrives in pieces, with a secret cut by the border of two pieces found all the same.
///
/// Whatever the pieces, the output is that of masking the whole text at once. Only bytes that may be the beginning of a
/// secret are held back, at most the length of the longest secret.
public struct MaskingStream: Sendable {
    private let masker: SecretMasker
    private var automaton: SecretAutomaton
    private var state = SecretAutomaton.start
    /// What was read and not yet passed on.
    private var pending: [UInt8] = []
    /// The secrets in it, ascending and disjoint.
    private var found: [Range<Int>] = []
    /// Whether the first of them starts before `pending` and its `***` was passed on already.
    private var isInsideSecret = false

    init(_ masker: SecretMasker) {
        self.masker = masker
        automaton = masker.currentAutomaton
    }

    /// Takes the next piece.
    ///
    /// A secret that was added to the masker since counts from the bytes held back on.
    ///
    /// - Parameter piece: The next bytes, which may end anywhere, inside a character too.
    /// - Returns: The masked bytes that can be passed on by now; often all, sometimes none.
    public mutating func write(_ piece: some Sequence<UInt8>) -> [UInt8] {
        var offset = pending.count
        pending += piece
        let current = masker.currentAutomaton
        if current !== automaton {
            automaton = current
            state = SecretAutomaton.start
            found = isInsideSecret ? Array(found.prefix(1)) : []
            offset = 0
        }
        automaton.scan(pending, from: offset, &state, &found)
        return take(pending.count - automaton.pending(in: state))
    }

    /// Ends the text, or a part of it that nothing goes on from.
    ///
    /// - Returns: The bytes held back. The stream can be written to again.
    public mutating func flush() -> [UInt8] {
        state = SecretAutomaton.start
        let rest = take(pending.count)
        isInsideSecret = false
        return rest
    }

    /// Passes on the first `count` bytes: no secret that is still to be found can begin among them.
    private mutating func take(_ count: Int) -> [UInt8] {
        if count == 0 { return [] }
        var result: [UInt8] = []
        result.reserveCapacity(count)
        var end = 0
        var rest: [Range<Int>] = []
        for range in found {
            if range.lowerBound >= count {
                rest.append((range.lowerBound - count)..<(range.upperBound - count))
                continue
            }
            if isInsideSecret {
                isInsideSecret = false
            } else {
                result += pending[end..<range.lowerBound]
                result += SecretMasker.mask.utf8
            }
            end = min(range.upperBound, count)
            if range.upperBound > count {
                rest.append(0..<(range.upperBound - count))
                isInsideSecret = true
            }
        }
        result += pending[end..<count]
        found = rest
        pending.removeFirst(count)
        return result
    }
}
