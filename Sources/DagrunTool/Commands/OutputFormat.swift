// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import ArgumentParser

/// How a command prints its result.
enum OutputFormat: String, Hashable, Sendable, CaseIterable, ExpressibleByArgument {
    /// For a person.
    case text
    /// For a program.
    case json
}
