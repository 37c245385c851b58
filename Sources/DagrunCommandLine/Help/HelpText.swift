// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What `--help` prints.
struct HelpText {
    /// Where the explanations begin.
    private static let indentation = 26

    private let columns: Int
    private let path: CommandPath

    /// - Parameters:
    ///   - path: The command.
    ///   - columns: The width of the text; it is at least 50.
    init(_ path: CommandPath, columns: Int) {
        self.path = path
        self.columns = max(columns, 50)
    }

    /// The text, without a line end behind the last line.
    var text: String {
        let configuration = path.configuration
        let parameters = path.command.init().parameters
        var parts = ["OVERVIEW: \(configuration.abstract)"]
        if !configuration.discussion.isEmpty { parts.append(wrapped(configuration.discussion)) }
        parts.append("USAGE: \(UsageLine(path, parameters: parameters).text)")
        parts += sections(parameters)
        if !configuration.subcommands.isEmpty {
            let commands = configuration.subcommands.map { command in
                entry(command.configuration.commandName, command.configuration.abstract)
            }
            parts.append(section("SUBCOMMANDS", commands))
            parts.append("  See '\(path.words) help <command>' for more about one of them.")
        }
        return parts.joined(separator: "\n\n")
    }

    private func sections(_ parameters: [Parameter]) -> [String] {
        var sections: [(title: String, entries: [String])] = []
        for parameter in parameters {
            let title = (parameter.group ?? (parameter.names.isEmpty ? "Arguments" : "Options")).uppercased()
            let names = parameter.names.isEmpty ? parameter.name : parameter.names.joined(separator: ", ")
            let entry = entry(parameter.title(names), explanation(parameter))
            if let place = sections.firstIndex(where: { $0.title == title }) {
                sections[place].entries.append(entry)
            } else {
                sections.append((title, [entry]))
            }
        }
        // What every command has comes last.
        var options = sections.first { $0.title == "OPTIONS" }?.entries ?? []
        sections.removeAll { $0.title == "OPTIONS" }
        if path.version != nil { options.append(entry(CommandParser.versionName, "Show the version.")) }
        options.append(entry(CommandParser.helpNames.joined(separator: ", "), "Show this help."))
        return sections.map { section($0.title, $0.entries) } + [section("OPTIONS", options)]
    }

    private func section(_ title: String, _ entries: [String]) -> String {
        (["\(title):"] + entries).joined(separator: "\n")
    }

    private func explanation(_ parameter: Parameter) -> String {
        var facts: [String] = []
        if !parameter.choices.isEmpty { facts.append("values: \(parameter.choices.joined(separator: ", "))") }
        if let fallback = parameter.fallback { facts.append("default: \(fallback)") }
        if case .optionOrFlag(let value) = parameter.kind { facts.append("the name alone: \(value)") }
        return facts.isEmpty ? parameter.help : "\(parameter.help) (\(facts.joined(separator: "; ")))"
    }

    private func entry(_ title: String, _ explanation: String) -> String {
        let text = wrapped(explanation, indentation: Self.indentation)
        let title = "  \(title)"
        // A title that reaches the explanation has a line of its own.
        guard title.count < Self.indentation else { return "\(title)\n\(text)" }
        return title + text.dropFirst(title.count)
    }

    /// Breaks lines between words; line ends in the text stay.
    private func wrapped(_ text: String, indentation: Int = 0) -> String {
        let margin = String(repeating: " ", count: indentation)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { paragraph in
            var lines: [String] = []
            var line = ""
            for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
                if !line.isEmpty, margin.count + line.count + 1 + word.count > columns {
                    lines.append(margin + line)
                    line = ""
                }
                line += line.isEmpty ? String(word) : " \(word)"
            }
            return (lines + [margin + line]).joined(separator: "\n")
        }
        .joined(separator: "\n")
    }
}
