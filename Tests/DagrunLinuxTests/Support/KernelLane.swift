// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLinux
import DagrunSystem
import Testing

/// The kernel of its own that some tests run on, with simulated pins: `make test-kernel`.
enum KernelLane {
    /// Whether this process runs there.
    static let isHere = ProcessEnvironment.variables["GPIO_VM"] == "1"

    /// What a test says that is left out elsewhere.
    static let reason: Comment = "needs the kernel with simulated pins: make test-kernel"

    /// The libraries that are there, by the names of their versions.
    static let libraries = ["1", "2"].filter { path($0) != nil }

    /// Opens a library.
    static func library(_ version: String) throws(HALError) -> GPIOLibrary { try GPIOLibrary(path(version)) }

    private static func path(_ version: String) -> String? {
        ProcessEnvironment.variables["DAGRUN_LIBGPIOD_\(version)"]
    }
}
