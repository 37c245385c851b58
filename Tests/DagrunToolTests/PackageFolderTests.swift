// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import Testing

@testable import DagrunTool

@Suite struct PackageFolderTests {
    @Test func `the nearest Package.swift upwards is found`() throws {
        let folder = try TemporaryFolder()
        try folder.write("Package.swift", "")
        try folder.write("a/b/file", "")
        try folder.write("inner/Package.swift", "")
        try folder.write("inner/Sources/x", "")
        #expect(PackageFolder.nearest(to: folder.path + "/a/b")?.path == folder.path)
        #expect(PackageFolder.nearest(to: folder.path + "/inner/Sources")?.path == folder.path + "/inner")
        #expect(PackageFolder.nearest(to: folder.path)?.path == folder.path)
    }

    @Test func `where there is none, none is found`() throws {
        let folder = try TemporaryFolder()
        // A folder of that name is no manifest.
        try folder.write("Package.swift/x", "")
        #expect(PackageFolder.nearest(to: folder.path) == nil)
    }

    @Test func `a kept manifest is forgotten once the manifest changes`() throws {
        let packages = try TinyPackages()
        let package = PackageFolder(path: packages.mine)
        let swift = try #require(ProgramSearch.find("swift"))
        #expect(ManifestReader.kept(of: package, fingerprint: package.manifestFingerprint()) == nil)
        let manifest = try ManifestReader(swift: swift).manifest(of: package)
        #expect(manifest.bundleProducts == ["mine"])
        #expect(ManifestReader.kept(of: package, fingerprint: package.manifestFingerprint()) == manifest)
        #expect(ManifestReader.kept(of: package, fingerprint: "Package.swift 1 2.3") == nil)
    }

    @Test func `the examples are sought beside the tool and where it is installed`() {
        #expect(
            BuiltInExamples.candidates(tool: "/usr/local/bin/dagrun")
                == ["/usr/local/bin/examples", "/usr/local/libexec/dagrun/examples"])
    }

    @Test func `sources are the targets' folders without those of tests`() throws {
        let folder = try TemporaryFolder()
        for name in ["Sources/A/a.swift", "Examples/b.swift", "Tests/ATests/c.swift"] { try folder.write(name, "") }
        let manifest = PackageManifest(
            name: "p", products: [],
            targets: [
                .init(name: "A", type: "regular", path: nil, dependencies: []),
                .init(name: "B", type: "executable", path: "Examples", dependencies: []),
                .init(name: "ATests", type: "test", path: nil, dependencies: []),
            ])
        let sources = manifest.sourceFolders(in: PackageFolder(path: folder.path))
        #expect(sources.targets == ["\(folder.path)/Sources/A", "\(folder.path)/Examples"])
    }
}
