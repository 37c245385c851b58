// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// Reads a package's manifest through SwiftPM, and keeps the answer until the manifest changes.
struct ManifestReader {
    /// The path of `swift`.
    var swift: String

    /// Reads the manifest.
    ///
    /// - Throws: When SwiftPM can't read it; its own words have gone to stderr then.
    func manifest(of package: PackageFolder) throws(ToolError) -> PackageManifest {
        let fingerprint = package.manifestFingerprint()
        if let kept = Self.kept(of: package, fingerprint: fingerprint) { return kept }
        // Reading needs no lock, and a build that holds it (an editor's, or the tests we run in) may take long.
        let output = try CommandOutput.of(
            swift, ["package", "--ignore-lock", "--package-path", package.path, "dump-package"], capturesErrors: false)
        guard output.status.isSuccess, let manifest = Self.decode(output.text) else {
            throw ToolError(.doesNotLoad, "SwiftPM can't read \(package.path)/Package.swift; correct it and try again")
        }
        Self.keep(fingerprint, output.text, for: package)
        return manifest
    }

    /// The manifest as last read, when it has not changed since.
    static func kept(of package: PackageFolder, fingerprint: String) -> PackageManifest? {
        guard let data = FileManager.default.contents(atPath: file(of: package)) else { return nil }
        let prefix = Data((fingerprint + "\n\n").utf8)
        guard data.starts(with: prefix) else { return nil }
        return try? JSONDecoder().decode(PackageManifest.self, from: data.dropFirst(prefix.count))
    }

    private static func keep(_ fingerprint: String, _ text: String, for package: PackageFolder) {
        let path = file(of: package)
        // A read-only package is read anew each time; that is slower and no error.
        try? FileManager.default.createDirectory(
            atPath: package.buildFolder + "/dagrun", withIntermediateDirectories: true)
        try? Data((fingerprint + "\n\n" + text).utf8).write(to: URL(filePath: path), options: .atomic)
    }

    private static func decode(_ text: String) -> PackageManifest? {
        try? JSONDecoder().decode(PackageManifest.self, from: Data(text.utf8))
    }

    private static func file(of package: PackageFolder) -> String {
        package.buildFolder + "/dagrun/manifest"
    }
}
