// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import ArgumentParser

/// How a package is built.
enum BuildConfiguration: String, Hashable, Sendable, CaseIterable, ExpressibleByArgument {
    /// Builds fast; the default.
    case debug
    /// Runs fast.
    case release
}
