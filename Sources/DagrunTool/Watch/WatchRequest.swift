// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A `local` command that asks for `--watch`, without that word.
struct WatchRequest: Hashable {
    /// What the bundle's executable gets.
    var arguments: [String]

    /// Reads a command's arguments; `nil` when they don't ask to watch.
    init?(_ arguments: [String]) {
        let options = arguments.prefix { $0 != "--" }
        guard arguments.first == "local", let index = options.firstIndex(of: "--watch") else { return nil }
        self.arguments = arguments
        self.arguments.remove(at: index)
    }
}
