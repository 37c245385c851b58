// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension PackageManifest {
    /// The name of the library that a DAG file imports.
    static let libraryName = "Dagrun"
    /// The product of this project's own package that holds its examples.
    static let examplesProduct = "examples"

    /// Whether this is the manifest of Dagrun itself.
    var isDagrun: Bool {
        name == Self.libraryName && targets.contains { $0.name == Self.libraryName }
    }

    /// The names of the executable products that may hold a bundle, in the manifest's order.
    ///
    /// SwiftPM makes an executable product for each executable target that no declared one covers, so these are here as
    /// well. In Dagrun itself it is the examples alone.
    var bundleProducts: [String] {
        if isDagrun { return [Self.examplesProduct] }
        let declared = products.filter(\.isExecutable)
        let covered = Set(declared.flatMap(\.targets))
        let implied = targets.filter { $0.type == "executable" && !covered.contains($0.name) }
            .map { Product(name: $0.name, isExecutable: true, targets: [$0.name]) }
        return (declared + implied).filter { $0.targets.contains(where: dependsOnDagrun) }.map(\.name)
    }

    /// The product to run.
    ///
    /// - Parameters:
    ///   - requested: The one that `--product` names.
    ///   - folder: The package's folder, for the messages.
    /// - Returns: The product's name, or `nil` when the package has nothing to do with Dagrun.
    /// - Throws: A usage error when the choice isn't clear.
    func bundleProduct(requested: String?, folder: String) throws(ToolError) -> String? {
        let candidates = bundleProducts
        if let requested {
            let executables =
                products.filter(\.isExecutable).map(\.name) + targets.filter { $0.type == "executable" }.map(\.name)
            // A product that reaches Dagrun in a way we don't see is still the user's choice.
            guard executables.contains(requested) else {
                throw ToolError(
                    .usage,
                    "the package in \(folder) has no executable product \"\(requested)\"; "
                        + (candidates.isEmpty
                            ? "it has none that depends on Dagrun" : "it has \(Self.list(candidates))"))
            }
            return requested
        }
        if candidates.count > 1 {
            throw ToolError(
                .usage,
                "the package in \(folder) has several executables with DAGs: \(Self.list(candidates)); "
                    + "choose one with --product NAME")
        }
        if candidates.isEmpty && targets.contains(where: { $0.type != "test" && dependsOnDagrun($0.name) }) {
            throw ToolError(
                .usage,
                "the package in \(folder) depends on Dagrun but has no executable with DAGs; add an .executableTarget "
                    + "that depends on the product Dagrun and has an `@main struct … : DAGBundle`")
        }
        return candidates.first
    }

    private func dependsOnDagrun(_ target: String) -> Bool {
        var seen: Set<String> = []
        var waiting = [target]
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted, let target = targets.first(where: { $0.name == next }) else { continue }
            for dependency in target.dependencies {
                switch dependency {
                case .product(Self.libraryName):
                    return true
                case .byName(let name) where name == Self.libraryName && !targets.contains { $0.name == name }:
                    return true
                case .target(let name), .byName(let name):
                    waiting.append(name)
                case .product:
                    continue
                }
            }
        }
        return false
    }

    private static func list(_ names: [String]) -> String {
        names.joined(separator: ", ")
    }
}
