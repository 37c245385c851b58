// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The version of the `dagrun` tool.
enum ToolVersion {
    /// The version that `dagrun --version` prints; the same as the package's tag.
    static let current = "0.1.0"
}
