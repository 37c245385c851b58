// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// What a program takes, for programs: the form that swift-argument-parser writes for `--experimental-dump-help`, as far as
/// completions need it.
enum HelpDump {
    /// The text of a command and those below it.
    static func text(of path: CommandPath) -> String {
        let value: JSONValue = ["serializationVersion": 0, "command": command(path)]
        return String(decoding: CanonicalJSON.prettyBytes(of: value).dropLast(), as: UTF8.self)
    }

    private static func command(_ path: CommandPath) -> JSONValue {
        let configuration = path.configuration
        return [
            "commandName": .string(configuration.commandName),
            "abstract": .string(configuration.abstract),
            "discussion": .string(configuration.discussion),
            "shouldDisplay": true,
            "arguments": .array(arguments(path)),
            "subcommands": .array(configuration.subcommands.map { command(path.appending($0)) }),
        ]
    }

    private static func arguments(_ path: CommandPath) -> [JSONValue] {
        var arguments = path.command.init().parameters.map(argument)
        if path.version != nil { arguments.append(flag([CommandParser.versionName], "Show the version.")) }
        return arguments + [flag(CommandParser.helpNames, "Show this help.")]
    }

    private static func argument(_ parameter: Parameter) -> JSONValue {
        let kind =
            switch parameter.kind {
            case .positional: "positional"
            case .option, .optionOrFlag: "option"
            case .flag: "flag"
            }
        var members: [String: JSONValue] = [
            "kind": .string(kind),
            "abstract": .string(parameter.help),
            "valueName": .string(parameter.valueName),
            "isOptional": .bool(!parameter.isRequired),
            "isRepeating": .bool(parameter.isRepeating),
            "shouldDisplay": true,
        ]
        if !parameter.names.isEmpty { members["names"] = names(parameter.names) }
        if !parameter.choices.isEmpty { members["allValues"] = .array(parameter.choices.map { .string($0) }) }
        if let fallback = parameter.fallback { members["defaultValue"] = .string(fallback) }
        return .object(members)
    }

    private static func flag(_ words: [String], _ help: String) -> JSONValue {
        [
            "kind": "flag", "abstract": .string(help), "names": names(words), "isOptional": true, "isRepeating": false,
            "shouldDisplay": true,
        ]
    }

    private static func names(_ words: [String]) -> JSONValue {
        .array(
            words.map { word in
                let isLong = word.hasPrefix("--")
                return [
                    "kind": isLong ? "long" : "short", "name": .string(String(word.dropFirst(isLong ? 2 : 1))),
                ]
            })
    }
}
