// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How a command is written, in one line.
struct UsageLine {
    private static let longest = 100

    /// The line.
    let text: String

    init(_ path: CommandPath, parameters: [Parameter]) {
        let positionals = parameters.filter(\.names.isEmpty).map(\.usage)
        let options = parameters.filter { !$0.names.isEmpty }
        let command = path.configuration.runsByItself ? "[<command>]" : "<command>"
        let last = path.configuration.subcommands.isEmpty ? [] : [command]
        let whole = ([path.words] + options.map(\.usage) + positionals + last).joined(separator: " ")
        guard whole.count > Self.longest else {
            text = whole
            return
        }
        let required = options.filter(\.isRequired).map(\.usage)
        text = ([path.words, "[<options>]"] + required + positionals + last).joined(separator: " ")
    }
}
