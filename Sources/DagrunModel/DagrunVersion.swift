// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The version of Dagrun.
public enum DagrunVersion {
    /// The version that the tool and every bundle print: that of the package's tag.
    public static let current = "0.1.0"
}
