// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The executable that knows the DAGs, and how to come by it.
enum Bundle: Hashable {
    /// A product of a package.
    case product(String, PackageFolder)
    /// The examples that come with the tool, with the reason why they are chosen.
    case examples(path: String, reason: String)

    /// Finds what the tool has to run from a folder.
    ///
    /// - Parameters:
    ///   - folder: Where the user stands, or what `--package-path` names.
    ///   - product: What `--product` names.
    ///   - swift: The path of `swift`; `nil` where there is no toolchain.
    /// - Returns: The product to build, or the examples.
    /// - Throws: When the package can't be read, or when it is not clear which product to run.
    static func find(from folder: String, product: String?, swift: String?) throws(ToolError) -> Bundle {
        guard let package = PackageFolder.nearest(to: folder) else {
            if let product {
                throw ToolError(.usage, "--product \(product): there is no Package.swift in \(folder) or above it")
            }
            return .examples(
                path: try BuiltInExamples.executable(), reason: "no Package.swift here or above")
        }
        guard let swift else { throw .noToolchain }
        let manifest = try ManifestReader(swift: swift).manifest(of: package)
        if let product = try manifest.bundleProduct(requested: product, folder: package.path) {
            return .product(product, package)
        }
        return .examples(
            path: try BuiltInExamples.executable(), reason: "the package in \(package.path) does not depend on Dagrun")
    }
}

extension ToolError {
    /// There is a package and nothing to build it with.
    static let noToolchain = ToolError(
        .doesNotLoad,
        "there is no `swift` in PATH to build the package with; install Swift 6.3 from https://www.swift.org/install "
            + "and run `dagrun doctor`")
}
