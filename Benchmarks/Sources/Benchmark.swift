// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A group of figures that are measured together.
protocol Benchmark: SendableMetatype {
    /// What chooses it on the command line.
    static var name: String { get }

    /// Measures and prints.
    @concurrent static func run() async throws
}
