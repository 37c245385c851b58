// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import ArgumentParser

/// Prints the completion script of a shell.
struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print the completion script for bash, zsh or fish.",
        discussion: """
            bash: eval "$(dagrun completions bash)" in ~/.bashrc
            zsh:  eval "$(dagrun completions zsh)" in ~/.zshrc, after compinit
            fish: dagrun completions fish > ~/.config/fish/completions/dagrun.fish
            """
    )

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() {
        print(shell.script)
    }
}
