// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// What `--watch` watches.
struct SourceFolders: Hashable {
    /// The package's folder, for its `Package.swift`.
    var package: String
    /// The folders of its targets.
    var targets: [String]
}

extension PackageManifest {
    /// The folders of the targets that go into a bundle, without those of tests.
    func sourceFolders(in package: PackageFolder) -> SourceFolders {
        let folders = targets.filter { $0.type != "test" }.flatMap { target in
            // Without a path SwiftPM looks in these, and takes the one there is.
            let places =
                target.path.map { [$0] } ?? ["Sources", "Source", "src", "srcs"].map { "\($0)/\(target.name)" }
            return places.map { "\(package.path)/\($0)" }
        }
        let manager = FileManager.default
        // A package of one target may have its files directly in Sources.
        let existing = folders.filter { manager.fileExists(atPath: $0) }
        let fallback = [package.path + "/Sources"].filter { manager.fileExists(atPath: $0) }
        return SourceFolders(package: package.path, targets: existing.isEmpty ? fallback : existing)
    }
}
