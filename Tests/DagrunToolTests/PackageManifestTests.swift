// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Testing

@testable import DagrunTool

@Suite struct PackageManifestTests {
    @Test func `what SwiftPM dumps is read`() throws {
        let json = """
            {"name":"mine","cLanguageStandard":null,
             "products":[{"name":"lib","settings":[],"targets":["A"],"type":{"library":["automatic"]}},
                         {"name":"run","settings":[],"targets":["B"],"type":{"executable":null}}],
             "targets":[{"name":"A","type":"regular","dependencies":[{"product":["Dagrun","dagrun",null,null]}]},
                        {"name":"B","type":"executable","path":"B","dependencies":[{"byName":["A",null]},
                                                                          {"target":["C",null]}]}]}
            """
        let manifest = try JSONDecoder().decode(PackageManifest.self, from: Data(json.utf8))
        #expect(manifest.products.map(\.isExecutable) == [false, true])
        #expect(manifest.targets[0].dependencies == [.product("Dagrun")])
        #expect(manifest.targets[1].dependencies == [.byName("A"), .target("C")])
        #expect(manifest.targets[1].path == "B")
        #expect(manifest.bundleProducts == ["run"])
    }

    @Test func `an executable reaches Dagrun through the package's own libraries`() {
        let manifest = Self.package(
            targets: [
                ("DAGs", "regular", [.product("Dagrun")]), ("runner", "executable", [.target("DAGs")]),
                ("other", "executable", []),
            ])
        #expect(manifest.bundleProducts == ["runner"])
    }

    @Test func `targets in a circle end the search`() {
        let manifest = Self.package(
            targets: [("A", "executable", [.target("B")]), ("B", "regular", [.target("A")])])
        #expect(manifest.bundleProducts == [])
    }

    @Test func `a product's own name counts, not its target's`() throws {
        let manifest = Self.package(
            products: [.init(name: "mydags", isExecutable: true, targets: ["MyDags"])],
            targets: [("MyDags", "executable", [.byName("Dagrun")])])
        #expect(try manifest.bundleProduct(requested: nil, folder: "/p") == "mydags")
    }

    @Test func `Dagrun itself has its examples`() throws {
        let manifest = Self.package(
            name: "Dagrun",
            products: [
                .init(name: "dagrun", isExecutable: true, targets: ["DagrunTool"]),
                .init(name: "examples", isExecutable: true, targets: ["Examples"]),
            ],
            targets: [
                ("Dagrun", "regular", []), ("DagrunTool", "executable", []),
                ("Examples", "executable", [.byName("Dagrun")]),
            ])
        #expect(try manifest.bundleProduct(requested: nil, folder: "/p") == "examples")
    }

    @Test func `a package without Dagrun has no bundle`() throws {
        let manifest = Self.package(targets: [("app", "executable", [.product("Vapor")])])
        #expect(try manifest.bundleProduct(requested: nil, folder: "/p") == nil)
    }

    @Test func `several executables need --product, and the error lists them`() throws {
        let manifest = Self.package(
            targets: [("one", "executable", [.product("Dagrun")]), ("two", "executable", [.product("Dagrun")])])
        let error = #expect(throws: ToolError.self) { try manifest.bundleProduct(requested: nil, folder: "/p") }
        #expect(error?.code == .usage)
        #expect(error?.description.contains("one, two") == true)
        #expect(try manifest.bundleProduct(requested: "two", folder: "/p") == "two")
    }

    @Test func `a product that isn't there is a usage error that names those that are`() {
        let manifest = Self.package(targets: [("one", "executable", [.product("Dagrun")])])
        let error = #expect(throws: ToolError.self) { try manifest.bundleProduct(requested: "zwei", folder: "/p") }
        #expect(error?.code == .usage)
        #expect(error?.description.contains("\"zwei\"; it has one") == true)
    }

    @Test func `a library of DAGs without an executable is told what is missing`() {
        let manifest = Self.package(targets: [("DAGs", "regular", [.product("Dagrun")])])
        let error = #expect(throws: ToolError.self) { try manifest.bundleProduct(requested: nil, folder: "/p") }
        #expect(error?.description.contains("DAGBundle") == true)
    }

    private static func package(
        name: String = "mine",
        products: [PackageManifest.Product] = [],
        targets: [(String, String, [PackageManifest.Dependency])]
    ) -> PackageManifest {
        PackageManifest(
            name: name, products: products,
            targets: targets.map { PackageManifest.Target(name: $0.0, type: $0.1, path: nil, dependencies: $0.2) })
    }
}
