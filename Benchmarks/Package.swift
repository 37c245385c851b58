// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// As in the package that is measured.
let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

// A package of its own: who uses Dagrun never builds it.
let package = Package(
    name: "Benchmarks",
    products: [.executable(name: "benchmarks", targets: ["Benchmarks"])],
    dependencies: [.package(name: "Dagrun", path: "..")],
    targets: [
        // What figures of pins are compared with.
        .target(name: "GPIOBaseline", path: "GPIOBaseline"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "GPIOBaseline",
                .product(name: "Dagrun", package: "Dagrun"), .product(name: "DagrunSimulator", package: "Dagrun"),
            ],
            path: "Sources", swiftSettings: swiftSettings),
    ]
)
