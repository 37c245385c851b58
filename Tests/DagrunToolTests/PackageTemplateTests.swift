// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import FoundationEssentials
import Testing

@testable import DagrunTool

@Suite struct PackageTemplateTests {
    @Test(arguments: [
        ("mydags", "Mydags"), ("my-dags", "MyDags"), ("my_dags 2", "MyDags2"), ("2024-dags", "DAGs2024Dags"),
        ("dagrun", "DagrunDAGs"), ("hello", "HelloDAGs"), ("Über", "Ber"),
    ])
    func `a name makes a module's name`(text: String, module: String) throws {
        #expect(try PackageName(text).module == module)
    }

    @Test(arguments: ["", "---", "é", "a\"b", "a\\b", "a\nb"])
    func `a name that can't be one is a usage error`(text: String) {
        let error = #expect(throws: ToolError.self) { try PackageName(text) }
        #expect(error?.code == .usage)
    }

    @Test(arguments: [
        (DagrunReference.path("/opt/a b"), ".package(name: \"Dagrun\", path: \"/opt/a b\")", "Dagrun"),
        (.path("/x\"y\\z"), ".package(name: \"Dagrun\", path: \"/x\\\"y\\\\z\")", "Dagrun"),
        (
            .url("https://example.com/a/dagrun.git", version: "1.2.0"),
            ".package(url: \"https://example.com/a/dagrun.git\", from: \"1.2.0\")", "dagrun"
        ),
        (
            .url("git@example.com:dagrun", version: "1.0.0"),
            ".package(url: \"git@example.com:dagrun\", from: \"1.0.0\")", "dagrun"
        ),
    ])
    func `a reference is written as SwiftPM reads it`(reference: DagrunReference, dependency: String, name: String) {
        #expect(reference.dependency == dependency)
        #expect(reference.packageName == name)
    }

    @Test func `the checkout around the tool is found, and what was installed with it`() throws {
        let folder = try TemporaryFolder()
        for place in ["checkout", "usr/share/dagrun/package"] {
            try folder.write("\(place)/Package.swift", "let package = Package(\n    name: \"Dagrun\",\n")
            try folder.write("\(place)/Sources/Dagrun/x.swift", "")
        }
        #expect(
            DagrunReference.aroundTool("\(folder.path)/checkout/.build/x86/debug/dagrun")
                == .path("\(folder.path)/checkout"))
        #expect(
            DagrunReference.aroundTool("\(folder.path)/usr/bin/dagrun")
                == .path("\(folder.path)/usr/share/dagrun/package"))
        #expect(DagrunReference.aroundTool("/nowhere/bin/dagrun") == nil)
    }

    @Test func `a package is written whole, and never over a file`() throws {
        let folder = try TemporaryFolder()
        let template = PackageTemplate(name: try PackageName("my-dags"), dagrun: .path("/d"))
        try PackageWriter.write(template.files, to: folder.path + "/new")
        for file in template.files {
            let data = try #require(FileManager.default.contents(atPath: "\(folder.path)/new/\(file.path)"))
            #expect(data == Data(file.text.utf8))
        }

        try folder.write("old/README.md", "mine")
        let error = #expect(throws: ToolError.self) {
            try PackageWriter.write(template.files, to: folder.path + "/old")
        }
        #expect(error?.code == .usage)
        #expect(error?.description.contains("README.md") == true)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/old/Package.swift"))
    }

    @Test func `the manifest it writes is one that SwiftPM reads and the tool runs`() throws {
        let packages = try TinyPackages()
        let folder = try TemporaryFolder()
        let template = PackageTemplate(name: try PackageName("my-dags"), dagrun: .path(packages.dagrun))
        try PackageWriter.write(template.files, to: folder.path)
        let swift = try #require(ProgramSearch.find("swift"))
        let manifest = try ManifestReader(swift: swift).manifest(of: PackageFolder(path: folder.path))
        #expect(manifest.bundleProducts == ["my-dags"])
        #expect(manifest.targets.map(\.name) == ["MyDags", "MyDagsTests"])
    }

    @Test(arguments: [
        ("a", "/home/me/a"), ("/x/../y/./z", "/y/z"), ("../b", "/home/b"), (".", "/home/me"), ("/../..", "/"),
    ])
    func `paths become absolute`(path: String, absolute: String) {
        #expect(InitCommand.absolute(path, from: "/home/me") == absolute)
    }
}
