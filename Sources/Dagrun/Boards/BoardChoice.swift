// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunLocal

/// What `--board` names.
enum BoardChoice: Equatable {
    /// A simulated board, from a file.
    case diagram(String)
    /// A simulated board that the bundle declares.
    case declared(String)
    /// The pins of this machine, as those of a board or of whichever it is.
    case real(String)

    /// Reads what stands behind `--board`.
    ///
    /// Nothing that is no file is taken for one, and nothing falls back to a simulation: who means real pins must not get
    /// simulated ones, nor the other way round.
    ///
    /// - Parameters:
    ///   - text: What stands there.
    ///   - declared: The names of the bundle's boards.
    ///   - option: What stands in front of it, for messages.
    /// - Throws: ``RunError`` with what there is to choose from.
    init(_ text: String, declared: some Sequence<String>, option: String = "--board") throws(RunError) {
        let declared = declared.sorted()
        if declared.contains(text) {
            self = .declared(text)
        } else if text.contains("/") || text.hasSuffix(".json") {
            self = .diagram(text)
        } else if Self.real.contains(text) {
            self = .real(text)
        } else {
            let hint = Suggestion.closest(to: text, in: declared + Self.real).map { "; did you mean “\($0)”" } ?? ""
            let own = declared.isEmpty ? "" : "a board of the bundle (\(declared.joined(separator: ", "))), "
            throw .badOption(
                "\(option) \(text): there is no such board\(hint); it takes the path of a diagram.json, \(own)or the pins of this"
                    + " machine (\(Self.real.joined(separator: ", ")))")
        }
    }

    /// The words for real pins.
    static let real = ["auto", "rpi"] + BoardDescription.known.map(\.id)
}
