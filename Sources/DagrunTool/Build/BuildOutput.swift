// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Splits what SwiftPM prints while it builds into steps and messages.
///
/// SwiftPM writes steps (`[3/7] Compiling …`), words about the build as such, and the compiler's diagnostics to one
/// stream. Steps are worth one line that is rewritten; everything else is passed on whole, once: SwiftPM prints an error
/// for the module and again for the file.
struct BuildOutput {
    /// A piece of the output.
    enum Piece: Hashable {
        /// What is being done now.
        case step(String)
        /// Text to pass on, with its line feed.
        case text(String)
    }

    private var line: [UInt8] = []
    private var endsWithReturn = false
    /// The diagnostic that is being read.
    private var block = ""
    private var shown: Set<String> = []

    /// Takes bytes as they come.
    mutating func take(_ bytes: [UInt8]) -> [Piece] {
        var pieces: [Piece] = []
        for byte in bytes {
            // On a terminal a lone carriage return begins the line anew; with a line feed it is just the line's end.
            if endsWithReturn {
                endsWithReturn = false
                if byte == 0x0A {
                    endLine(&pieces)
                    continue
                }
                if !line.isEmpty && !Self.text(of: line).isEmpty { endLine(&pieces) }
                line = []
            }
            switch byte {
            case 0x0A: endLine(&pieces)
            case 0x0D: endsWithReturn = true
            default: line.append(byte)
            }
        }
        return pieces
    }

    /// Says that no more comes.
    mutating func end() -> [Piece] {
        var pieces: [Piece] = []
        endLine(&pieces)
        endBlock(&pieces)
        return pieces
    }

    private mutating func endLine(_ pieces: inout [Piece]) {
        let text = Self.text(of: line)
        line = []
        if Self.isStep(text) || Self.isChatter(text) {
            endBlock(&pieces)
            pieces.append(.step(text))
        } else if Self.isDiagnostic(text) {
            endBlock(&pieces)
            block = text + "\n"
        } else if !block.isEmpty {
            block += text + "\n"
        } else if !text.isEmpty {
            pieces.append(.text(text + "\n"))
        }
    }

    private mutating func endBlock(_ pieces: inout [Piece]) {
        while block.hasSuffix("\n\n") { block.removeLast() }
        if !block.isEmpty && shown.insert(block).inserted { pieces.append(.text(block)) }
        block = ""
    }

    /// The line without the sequences that erase what was there before.
    private static func text(of line: [UInt8]) -> String {
        let erase = "\u{1B}[2K"
        var text = String(decoding: line, as: UTF8.self)[...]
        while text.hasPrefix(erase) { text = text.dropFirst(erase.count) }
        while text.hasSuffix(erase) { text = text.dropLast(erase.count) }
        return String(text)
    }

    private static func isStep(_ text: String) -> Bool {
        guard text.first == "[", let end = text.firstIndex(of: "]") else { return false }
        let parts = text[text.index(after: text.startIndex)..<end].split(separator: "/")
        return parts.count == 2 && parts.allSatisfy { Int($0) != nil }
    }

    /// Dependency work and the words around a build: worth seeing while they last.
    private static func isChatter(_ text: String) -> Bool {
        let beginnings = [
            "Building for ", "Build complete!", "Build of ", "Fetching ", "Fetched ", "Computing version ", "Computed ",
            "Creating working copy ", "Working copy of ", "Updating ", "Updated ", "Compiling plugin ",
        ]
        return beginnings.contains { text.hasPrefix($0) }
    }

    /// Whether a diagnostic of the compiler begins here; one that belongs to it (`note:`) does not.
    private static func isDiagnostic(_ text: String) -> Bool {
        if text.hasPrefix("error: ") || text.hasPrefix("warning: ") { return true }
        return text.hasPrefix("/") && (text.contains("error: ") || text.contains("warning: "))
    }
}
