// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The files of a package of one's own.
struct PackageTemplate {
    /// The package's name.
    var name: PackageName
    /// Where it finds Dagrun.
    var dagrun: DagrunReference

    /// A file to write.
    struct File: Hashable {
        /// Its path within the package.
        var path: String
        /// Its text.
        var text: String
    }

    /// All files, the manifest first.
    var files: [File] {
        [
            File(path: "Package.swift", text: manifest),
            File(path: "Sources/\(name.module)/Hello.swift", text: Self.hello),
            File(path: "Sources/\(name.module)/\(name.module)Bundle.swift", text: bundle),
            File(path: "Tests/\(name.module)Tests/HelloTests.swift", text: tests),
            File(path: "README.md", text: readme),
            File(path: ".gitignore", text: ".build/\n.dagrun/\n"),
        ]
    }

    private var manifest: String {
        """
        // swift-tools-version: 6.3

        import PackageDescription

        let package = Package(
            name: "\(name.text)",
            products: [
                .executable(name: "\(name.text)", targets: ["\(name.module)"])
            ],
            dependencies: [
                \(dagrun.dependency)
            ],
            targets: [
                .executableTarget(
                    name: "\(name.module)",
                    dependencies: [.product(name: "Dagrun", package: "\(dagrun.packageName)")]
                ),
                .testTarget(
                    name: "\(name.module)Tests",
                    dependencies: [
                        "\(name.module)",
                        .product(name: "DagrunTesting", package: "\(dagrun.packageName)"),
                    ]
                ),
            ]
        )

        """
    }

    private static var hello: String {
        #"""
        import Dagrun

        /// Greets whoever the param names.
        let hello = DAG("hello", schedule: .none, params: ["name": Param("world")]) {
            let greeting = task("greet", BashOperator("echo hello \(\.params.name)"))
            let loud = task("shout", greeting.output) { text in text.uppercased() }
            task("count", loud.output) { text in text.count }
        }

        """#
    }

    private var bundle: String {
        """
        import Dagrun

        /// The DAGs of this package.
        @main
        struct \(name.module)Bundle: DAGBundle {
            var dags: [DAG] { [hello] }
        }

        """
    }

    private var tests: String {
        """
        import DagrunTesting
        import Testing

        @testable import \(name.module)

        @Test func `hello shouts its greeting`() async throws {
            let run = try await hello.test(params: ["name": "Ada"])
            #expect(run.state == .success)
            #expect(try run.output(of: "shout", as: String.self) == "HELLO ADA")
        }

        """
    }

    private var readme: String {
        """
        # \(name.text)

        DAGs in Swift.

        ```sh
        dagrun list                           # the DAGs of this package
        dagrun local hello                    # run one here
        dagrun local hello --param name=Ada   # with a param
        dagrun local hello --watch            # again on each save
        swift test                            # test them
        ```

        A DAG is a `let` like `hello` in `Sources/\(name.module)/Hello.swift`; add yours to the list in
        `Sources/\(name.module)/\(name.module)Bundle.swift`.

        """
    }
}
