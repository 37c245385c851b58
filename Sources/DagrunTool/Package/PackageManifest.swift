// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What the tool needs of `swift package dump-package`.
struct PackageManifest: Hashable, Decodable {
    /// The package's name.
    var name: String
    /// Its declared products.
    var products: [Product]
    /// Its targets.
    var targets: [Target]

    /// A declared product.
    struct Product: Hashable {
        /// The name.
        var name: String
        /// Whether it is an executable.
        var isExecutable: Bool
        /// The names of its targets.
        var targets: [String]
    }

    /// A target.
    struct Target: Hashable {
        /// The name.
        var name: String
        /// What it is, such as `executable`, `regular` or `test`.
        var type: String
        /// Its folder, where the manifest names one.
        var path: String?
        /// What it depends on.
        var dependencies: [Dependency]
    }

    /// An edge of a target.
    enum Dependency: Hashable {
        /// A product of another package.
        case product(String)
        /// A target of the same package.
        case target(String)
        /// Whichever of the two has this name.
        case byName(String)
    }
}

extension PackageManifest.Product: Decodable {
    private enum CodingKeys: String, CodingKey { case name, targets, type }
    private enum TypeKeys: String, CodingKey { case executable }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        targets = try container.decode([String].self, forKey: .targets)
        let type = try container.nestedContainer(keyedBy: TypeKeys.self, forKey: .type)
        isExecutable = type.contains(.executable)
    }
}

extension PackageManifest.Target: Decodable {}

extension PackageManifest.Dependency: Decodable {
    private enum CodingKeys: String, CodingKey { case product, target, byName }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        // Each is a list of its own shape whose first element is the name.
        func firstName(_ key: CodingKeys) throws -> String {
            var list = try container.nestedUnkeyedContainer(forKey: key)
            return try list.decode(String.self)
        }
        if container.contains(.product) {
            self = .product(try firstName(.product))
        } else if container.contains(.target) {
            self = .target(try firstName(.target))
        } else {
            self = .byName(try firstName(.byName))
        }
    }
}
