// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Which saves are worth a new build.
enum SourceFilter {
    /// The endings of code and scripts.
    ///
    /// Data is left out on purpose: a run may write some itself, and would start itself again.
    static let extensions: Set<String> = [
        "swift", "c", "h", "cc", "cpp", "hpp", "m", "mm", "s", "S", "py", "sh", "sql",
    ]

    /// Whether a file of this name is a source; an editor's hidden and temporary files are not.
    static func isSource(_ name: String) -> Bool {
        guard !name.hasPrefix("."), let dot = name.lastIndex(of: ".") else { return false }
        return extensions.contains(String(name[name.index(after: dot)...]))
    }
}
