// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Finds the words that may come next on a command line.
struct Completer {
    /// The tool's own commands.
    var tool: CommandNode
    /// The bundle's commands; `nil` when it is not built yet.
    var bundle: CommandNode?
    /// Asks the bundle for the ids of its DAGs.
    var dagIDs: () -> [String]

    /// The words to offer.
    ///
    /// - Parameter words: The words after `dagrun`; the last is the one at the cursor, empty when it isn't begun.
    /// - Returns: The words that continue the last one; none where a file name is as good a guess as any.
    func completions(of words: [String]) -> [Completion] {
        let current = words.last ?? ""
        var rest = words.dropLast()
        let front = tool.subcommand(BundleCommand.name)?.arguments ?? []
        while let word = rest.first, word.hasPrefix("-") {
            rest = rest.dropFirst()
            guard let option = front.first(where: { $0.isNamed(word) }), option.kind == "option" else { continue }
            if rest.isEmpty { return matching(values(of: option), current) }
            rest = rest.dropFirst()
        }
        guard let name = rest.first else {
            if current.hasPrefix("-") { return matching(names(of: front + (tool.arguments ?? []), used: []), current) }
            return matching(commands, current)
        }
        guard var node = node(for: name) else { return [] }
        rest = rest.dropFirst()
        while let word = rest.first, let below = node.subcommand(word) {
            node = below
            rest = rest.dropFirst()
        }
        return matching(inside(node, words: Array(rest), current: current), current)
    }

    private var commands: [Completion] {
        let own = tool.shownSubcommands.map { Completion(word: $0.commandName, about: $0.abstract ?? "") }
        let theirs =
            bundle.map { $0.shownSubcommands.map { Completion(word: $0.commandName, about: $0.abstract ?? "") } }
            ?? BundleOutline.commands.map { Completion(word: $0.name, about: $0.abstract) }
        let ownNames = Set(own.map(\.word))
        return theirs.filter { !ownNames.contains($0.word) } + own
    }

    private func node(for name: String) -> CommandNode? {
        if let own = tool.subcommand(name) { return own }
        guard var node = bundle?.subcommand(name) else { return nil }
        if name == "local" {
            node.arguments =
                (node.arguments ?? []) + [
                    CommandArgument(
                        kind: "flag", names: [CommandArgument.Name(kind: "long", name: "watch")],
                        abstract: "Build and run again on each save.")
                ]
        }
        return node
    }

    private func inside(_ node: CommandNode, words: [String], current: String) -> [Completion] {
        let arguments = node.arguments ?? []
        var positionals = arguments.filter { $0.kind == "positional" }[...]
        var used: Set<String> = []
        var awaited: CommandArgument?
        for word in words {
            if awaited != nil {
                awaited = nil
            } else if word.hasPrefix("-") && word.count > 1 {
                used.insert(word)
                awaited = arguments.first { $0.kind == "option" && $0.isNamed(word) }
            } else if positionals.first?.isRepeating != true {
                positionals = positionals.dropFirst()
            }
        }
        if let awaited { return values(of: awaited) }
        if current.hasPrefix("-") { return names(of: arguments, used: used) }
        let below = node.shownSubcommands.map { Completion(word: $0.commandName, about: $0.abstract ?? "") }
        return below + (positionals.first.map(values) ?? [])
    }

    private func values(of argument: CommandArgument) -> [Completion] {
        if let values = argument.allValues, !values.isEmpty { return values.map { Completion(word: $0) } }
        return argument.isDAG ? dagIDs().map { Completion(word: $0) } : []
    }

    private func names(of arguments: [CommandArgument], used: Set<String>) -> [Completion] {
        arguments.filter { $0.kind != "positional" && $0.shouldDisplay != false }
            .filter { argument in argument.isRepeating == true || !used.contains(where: argument.isNamed) }
            .flatMap { argument in
                let names = argument.names ?? []
                let long = names.filter { $0.kind == "long" }
                return (long.isEmpty ? names : long).map { Completion(word: $0.text, about: argument.abstract ?? "") }
            }
    }

    private func matching(_ completions: [Completion], _ current: String) -> [Completion] {
        completions.filter { $0.word.hasPrefix(current) }
    }
}
