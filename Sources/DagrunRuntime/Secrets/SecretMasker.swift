// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// Knows the secrets of a run and replaces them with `***` wherever text leaves it.
///
/// Every thread of the process may add to it and mask with it. What a secret is follows Airflow's secrets masker; where
/// Airflow stops (nested texts, encoded forms, overlaps), this one masks more.
public final class SecretMasker: Sendable {
    /// What counts as a secret.
    public struct Configuration: Sendable, Hashable {
        /// The names whose values are secrets.
        public var sensitiveNames: SensitiveNames
        /// How many characters a secret has at least; Airflow's `[logging] min_length_masked_secret`.
        ///
        /// A shorter one would mask half the log.
        public var minimumLength: Int
        /// Texts in lower case that are never masked, because they are too common.
        public var commonWords: Set<String>

        /// Makes a configuration; the defaults are Airflow's.
        ///
        /// - Parameters:
        ///   - sensitiveNames: The names whose values are secrets.
        ///   - minimumLength: How many characters a secret has at least; below 1 counts as 1.
        ///   - commonWords: Texts in lower case that are never masked.
        public init(
            sensitiveNames: SensitiveNames = .airflow, minimumLength: Int = 5, commonWords: Set<String> = ["airflow"]
        ) {
            self.sensitiveNames = sensitiveNames
            self.minimumLength = max(1, minimumLength)
            self.commonWords = commonWords
        }
    }

    private struct State {
        var patterns: Set<[UInt8]> = []
        // Built at the first use after a change: secrets come in groups.
        var automaton: SecretAutomaton?
    }

    /// What stands in a secret's place.
    public static let mask = "***"

    /// What counts as a secret.
    public let configuration: Configuration
    private let state = Mutex(State())

    /// Makes a masker that knows no secret.
    ///
    /// - Parameter configuration: What counts as a secret.
    public init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
    }

    /// Whether a value of this name is a secret.
    ///
    /// - Parameter name: A variable's key, or a key in a connection's extra.
    /// - Returns: Whether the configuration lists a part of it.
    public func isSensitive(_ name: String) -> Bool { configuration.sensitiveNames.contains(name) }

    /// Masks a text, and the forms that percent encoding and JSON give it, from now on.
    ///
    /// - Parameter secret: The secret; one shorter than the minimum is ignored, as is a common word.
    public func add(_ secret: String) {
        guard isMaskable(secret) else { return }
        let forms = SecretForms.all(of: secret).filter(isMaskable).map { Array($0.utf8) }
        state.withLock { state in
            for form in forms where state.patterns.insert(form).inserted { state.automaton = nil }
        }
    }

    /// Replaces every secret in a text.
    ///
    /// - Parameter text: Any text.
    /// - Returns: The text with `***` in place of each secret; secrets that overlap give one `***`.
    public func mask(_ text: String) -> String {
        let automaton = currentAutomaton
        if automaton.isEmpty { return text }
        let bytes = text.utf8
        var found: [Range<Int>] = []
        var state = SecretAutomaton.start
        automaton.scan(bytes.span, from: 0, &state, &found)
        return found.isEmpty ? text : String(decoding: Self.replace(found, in: Array(bytes)), as: UTF8.self)
    }

    /// Replaces every secret in a byte string, which need not be UTF-8.
    ///
    /// - Parameter bytes: Any bytes.
    /// - Returns: The bytes with `***` in place of each secret.
    public func mask(_ bytes: [UInt8]) -> [UInt8] {
        let automaton = currentAutomaton
        if automaton.isEmpty { return bytes }
        var found: [Range<Int>] = []
        var state = SecretAutomaton.start
        automaton.scan(bytes, from: 0, &state, &found)
        return found.isEmpty ? bytes : Self.replace(found, in: bytes)
    }

    /// A masker for text that arrives in pieces.
    ///
    /// - Returns: A stream that knows this masker's secrets, those added later too.
    public func makeStream() -> MaskingStream { MaskingStream(self) }

    /// The machine for the secrets known now.
    var currentAutomaton: SecretAutomaton {
        state.withLock { state in
            if let automaton = state.automaton { return automaton }
            let automaton = SecretAutomaton(state.patterns)
            state.automaton = automaton
            return automaton
        }
    }

    private func isMaskable(_ text: String) -> Bool {
        text.unicodeScalars.count >= configuration.minimumLength
            && !configuration.commonWords.contains(text.lowercased())
    }

    private static func replace(_ found: [Range<Int>], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var end = 0
        for range in found {
            result += bytes[end..<range.lowerBound]
            result += mask.utf8
            end = range.upperBound
        }
        return result + bytes[end...]
    }
}
