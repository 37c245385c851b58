// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads settings from the environment.
struct SettingReader {
    let environment: [String: String]

    /// A whole number; nil where it is not set.
    func int(_ name: String, atLeast minimum: Int) throws(SettingError) -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), number >= minimum else {
            throw SettingError("\(name) is “\(text)”; it must be a whole number of at least \(minimum)")
        }
        return number
    }

    /// A time in seconds; nil where it is not set.
    func seconds(_ name: String) throws(SettingError) -> Duration? {
        guard let text = text(name) else { return nil }
        guard let number = Double(text), number >= 0, number <= 1e9 else {
            throw SettingError("\(name) is “\(text)”; it must be a number of seconds from 0")
        }
        return .seconds(number)
    }

    /// Yes or no, in the words that Airflow takes; nil where it is not set.
    func bool(_ name: String) throws(SettingError) -> Bool? {
        guard let text = text(name) else { return nil }
        switch text.lowercased() {
        case "t", "true", "1": return true
        case "f", "false", "0": return false
        default: throw SettingError("\(name) is “\(text)”; it must be True or False")
        }
    }

    /// One of a few words, in any case; nil where it is not set or its word stands for nothing.
    func choice<Value>(_ name: String, _ values: [String: Value?]) throws(SettingError) -> Value? {
        guard let text = text(name) else { return nil }
        guard let value = values[text.lowercased()] else {
            let words = values.keys.sorted().joined(separator: ", ")
            throw SettingError("\(name) is “\(text)”; it must be one of \(words)")
        }
        return value
    }

    private func text(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
}
