// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// One list for every target, so that a rule holds everywhere or nowhere.
let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    // `any` marks each place where a value is boxed.
    .enableUpcomingFeature("ExistentialAny"),
    // A dependency's types reach our API only where we say `public import`.
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // An async function runs where its caller runs: one executor hop less for each call.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    // Calls into C say `unsafe`.
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "Dagrun",
    products: [
        .library(name: "Dagrun", targets: ["Dagrun"]),
        .library(name: "DagrunTesting", targets: ["DagrunTesting"]),
        .library(name: "DagrunSimulator", targets: ["DagrunSimulator"]),
        .executable(name: "dagrun", targets: ["DagrunTool"]),
        .executable(name: "examples", targets: ["DagrunExamples"]),
        .executable(name: "conformance", targets: ["DagrunConformance"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .target(name: "CDagrunProcess"),
        .target(name: "DagrunSystem", dependencies: ["CDagrunProcess"], swiftSettings: swiftSettings),
        .target(name: "DagrunModel", dependencies: ["DagrunSystem"], swiftSettings: swiftSettings),
        .target(name: "DagrunHAL", swiftSettings: swiftSettings),
        .target(name: "CDagrunGPIO"),
        .target(
            name: "DagrunLinux", dependencies: ["DagrunHAL", "DagrunSystem", "CDagrunGPIO"],
            swiftSettings: swiftSettings),
        .target(name: "CDagrunConcurrency"),
        .target(
            name: "DagrunSimulator", dependencies: ["DagrunHAL", "DagrunModel", "DagrunSystem", "CDagrunConcurrency"],
            path: "Simulator", swiftSettings: swiftSettings),
        .target(name: "CDagrunCurl"),
        .target(name: "DagrunHTTP", dependencies: ["CDagrunCurl"], swiftSettings: swiftSettings),
        .target(
            name: "DagrunRuntime",
            dependencies: ["DagrunModel", "DagrunHAL", .product(name: "Logging", package: "swift-log")],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "DagrunAuthoring",
            dependencies: [
                "DagrunRuntime", "DagrunModel", "DagrunSystem", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings),
        .target(
            name: "DagrunOperators",
            dependencies: [
                "DagrunAuthoring", "DagrunRuntime", "DagrunModel", "DagrunHAL", "DagrunHTTP", "DagrunSystem",
                "CDagrunProcess",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "DagrunLocal",
            dependencies: [
                "DagrunAuthoring", "DagrunRuntime", "DagrunModel", "DagrunHAL", "DagrunSystem",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "DagrunAirflow", dependencies: ["DagrunHTTP", "DagrunRuntime", "DagrunModel", "DagrunSystem"],
            swiftSettings: swiftSettings),
        .target(
            name: "DagrunCoordinator",
            dependencies: [
                "DagrunAirflow", "DagrunAuthoring", "DagrunRuntime", "DagrunModel", "DagrunHAL", "DagrunSystem",
                "CDagrunProcess", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings),
        .target(
            name: "DagrunEdge",
            dependencies: [
                "DagrunAirflow", "DagrunCoordinator", "DagrunPackaging", "DagrunAuthoring", "DagrunRuntime",
                "DagrunModel", "DagrunHAL", "DagrunHTTP", "DagrunSystem",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings),
        // What a bundle becomes for Airflow: stub files, and the program with its footer.
        .target(name: "DagrunPackaging", dependencies: ["DagrunModel", "DagrunSystem"], swiftSettings: swiftSettings),
        .target(name: "DagrunCommandLine", dependencies: ["DagrunModel"], swiftSettings: swiftSettings),
        .target(
            name: "Dagrun",
            dependencies: [
                "DagrunAuthoring", "DagrunOperators", "DagrunRuntime", "DagrunModel", "DagrunHAL", "DagrunLinux",
                "DagrunLocal", "DagrunSystem", "DagrunSimulator", "DagrunCommandLine", "DagrunEdge",
                "DagrunCoordinator", "DagrunAirflow", "DagrunPackaging", "CDagrunProcess",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "DagrunTesting",
            dependencies: [
                "Dagrun", "DagrunLocal", "DagrunAuthoring", "DagrunRuntime", "DagrunModel", "DagrunHAL", "DagrunSystem",
                "DagrunSimulator",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "DagrunTool",
            dependencies: [
                "DagrunModel", "DagrunSystem", "DagrunHAL", "DagrunLinux",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "DagrunExamples", dependencies: ["Dagrun", "DagrunSimulator"], path: "Examples",
            exclude: ["txhousing.csv", "Boards"],
            swiftSettings: swiftSettings),
        // What tests of several targets need.
        .target(name: "DagrunTestSupport", path: "Tests/Support", swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunCommandLineTests", dependencies: ["DagrunTestSupport", "DagrunCommandLine"],
            swiftSettings: swiftSettings),
        .testTarget(name: "DagrunSystemTests", dependencies: ["DagrunSystem"], swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunModelTests", dependencies: ["DagrunTestSupport", "DagrunModel"], exclude: ["Fixtures"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunHALTests", dependencies: ["DagrunTestSupport", "DagrunHAL", "DagrunSimulator", "DagrunModel"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunSimulatorTests",
            dependencies: ["DagrunTestSupport", "DagrunSimulator", "DagrunHAL", "DagrunModel"],
            exclude: ["Fixtures"], swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunLinuxTests",
            dependencies: ["DagrunLinux", "DagrunTesting", "DagrunSimulator", "DagrunHAL", "DagrunSystem"],
            swiftSettings: swiftSettings),
        // Against a real Airflow, which `make test-airflow` starts.
        .testTarget(
            name: "DagrunIntegrationTests",
            dependencies: [
                "DagrunTestSupport", "DagrunConformance", "DagrunExamples", "DagrunPackaging", "DagrunTesting",
                "DagrunEdge", "DagrunAirflow", "Dagrun", "DagrunHTTP", "DagrunModel", "DagrunSimulator", "DagrunSystem",
                "CDagrunProcess",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunEdgeTests",
            dependencies: [
                "DagrunTestSupport",
                "DagrunEdge", "DagrunConformance", "DagrunAirflow", "DagrunCoordinator", "Dagrun", "DagrunHTTP",
                "DagrunModel", "DagrunPackaging", "DagrunRuntime", "DagrunSystem",
                .product(name: "Logging", package: "swift-log"),
            ],
            exclude: ["Conformance/behaviours.tsv"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunAirflowTests",
            dependencies: ["DagrunTestSupport", "DagrunAirflow", "DagrunHTTP", "DagrunRuntime", "DagrunModel"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunCoordinatorTests",
            dependencies: [
                "DagrunTestSupport",
                "DagrunCoordinator", "DagrunConformance", "DagrunAirflow", "DagrunAuthoring", "DagrunRuntime",
                "DagrunModel", "DagrunSystem", "CDagrunProcess", .product(name: "Logging", package: "swift-log"),
            ],
            exclude: ["Fixtures"], swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunPackagingTests",
            dependencies: [
                "DagrunTestSupport",
                "DagrunPackaging", "DagrunConformance", "DagrunExamples", "Dagrun", "DagrunModel", "DagrunSystem",
            ],
            exclude: ["Stub/Goldens", "Stub/read_stubs.py"], swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunHTTPTests", dependencies: ["DagrunTestSupport", "DagrunHTTP"], swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunRuntimeTests", dependencies: ["DagrunTestSupport", "DagrunRuntime", "DagrunModel"],
            exclude: ["Fixtures"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunAuthoringTests",
            dependencies: ["DagrunAuthoring", "DagrunLocal", "DagrunRuntime", "DagrunModel"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunOperatorsTests",
            dependencies: [
                "DagrunOperators", "DagrunHTTP", "DagrunAuthoring", "DagrunRuntime", "DagrunModel", "DagrunHAL",
                "DagrunSimulator",
            ],
            swiftSettings: swiftSettings),
        // A program that the local runner's tests kill.
        .executableTarget(
            name: "DagrunCrashFixture",
            dependencies: ["DagrunLocal", "DagrunAuthoring", "DagrunRuntime", "DagrunModel"],
            path: "Tests/CrashFixture", swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunLocalTests",
            dependencies: [
                "DagrunTestSupport",
                "DagrunCrashFixture", "DagrunTesting", "DagrunLocal", "DagrunAuthoring", "DagrunRuntime", "DagrunModel",
                "DagrunSystem",
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunTestingTests",
            dependencies: [
                "DagrunTestSupport",
                "DagrunTesting", "DagrunLocal", "DagrunAuthoring", "DagrunRuntime", "DagrunModel", "DagrunHAL",
                "DagrunSimulator",
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunTests",
            dependencies: [
                "DagrunTestSupport",
                "Dagrun", "DagrunTesting", "DagrunFixtureBundle", "DagrunPinFixture", "DagrunExamples", "DagrunHAL",
                "DagrunModel",
                "DagrunSystem", "DagrunAirflow", "DagrunHTTP", "DagrunPackaging",
            ],
            swiftSettings: swiftSettings),
        // The bundle whose program the tests of the commands run.
        .executableTarget(
            name: "DagrunFixtureBundle", dependencies: ["Dagrun", "DagrunSimulator"], path: "Tests/FixtureBundle",
            swiftSettings: swiftSettings),
        // The bundle whose program the tests on a kernel's pins run.
        .executableTarget(
            name: "DagrunPinFixture", dependencies: ["Dagrun"], path: "Tests/PinFixture", swiftSettings: swiftSettings),
        // Claims, releases, unplugs and cancels at random, for `make test-sanitizers`.
        .executableTarget(
            name: "DagrunPinStress", dependencies: ["DagrunTestSupport", "DagrunLinux", "DagrunHAL", "DagrunSystem"],
            path: "Tests/PinStress", swiftSettings: swiftSettings),
        // Measures what is no public API; see `make bench-coordinator`.
        .executableTarget(
            name: "DagrunWireBenchmark", dependencies: ["DagrunCoordinator", "DagrunModel"], path: "Benchmarks/Wire",
            swiftSettings: swiftSettings),
        // The bundle whose tasks a real Airflow has the worker run.
        .executableTarget(
            name: "DagrunConformance", dependencies: ["Dagrun", "DagrunSimulator"], path: "Tests/Conformance",
            swiftSettings: swiftSettings),
        .testTarget(
            name: "DagrunToolTests", dependencies: ["DagrunTestSupport", "DagrunTool", "DagrunSimulator", "DagrunHAL"],
            swiftSettings: swiftSettings),
    ]
)
