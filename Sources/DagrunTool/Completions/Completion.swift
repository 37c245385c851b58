// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A word to offer.
struct Completion: Hashable {
    /// The word.
    var word: String
    /// What it means, in a line; empty when that is clear.
    var about = ""

    /// The line that the shell scripts read: the word, a tab, the meaning.
    var line: String {
        let meaning = about.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return meaning.isEmpty ? word : "\(word)\t\(meaning)"
    }
}
