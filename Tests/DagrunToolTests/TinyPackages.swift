// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport

/// Two packages that build in a moment: a stand-in for Dagrun, and one that depends on it.
struct TinyPackages {
    private let folder: TemporaryFolder

    /// Where the package with the "bundle" is.
    var mine: String { folder.path + "/mine" }

    /// Where the stand-in is.
    var dagrun: String { folder.path + "/dagrun" }

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            "dagrun/Package.swift",
            """
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(
                name: "Dagrun",
                products: [.library(name: "Dagrun", targets: ["Dagrun"])],
                targets: [.target(name: "Dagrun")])
            """)
        try folder.write("dagrun/Sources/Dagrun/Dagrun.swift", "public let greeting = \"bundle\"\n")
        try folder.write(
            "mine/Package.swift",
            """
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(
                name: "mine",
                dependencies: [.package(name: "Dagrun", path: "../dagrun")],
                targets: [
                    .executableTarget(name: "mine", dependencies: [.product(name: "Dagrun", package: "Dagrun")])
                ])
            """)
        try writeSource("print(greeting, CommandLine.arguments.dropFirst().joined(separator: \"|\"))")
    }

    /// Writes the source of the "bundle".
    func writeSource(_ text: String) throws {
        try folder.write("mine/Sources/mine/main.swift", "import Dagrun\nimport Glibc\n\(text)\n")
    }
}
