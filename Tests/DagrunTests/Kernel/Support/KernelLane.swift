// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import Testing

/// The kernel of its own that some tests run on, with simulated pins: `make test-kernel`.
enum KernelLane {
    /// Whether this process runs there.
    static let isHere = ProcessEnvironment.variables["GPIO_VM"] == "1"

    /// What a test says that is left out elsewhere.
    static let reason: Comment = "needs the kernel with simulated pins: make test-kernel"

    /// The files of both versions of libgpiod.
    static let libraries = ["1", "2"].compactMap { ProcessEnvironment.variables["DAGRUN_LIBGPIOD_\($0)"] }

    /// A Python with gpiozero.
    static let gpiozero = ProcessEnvironment.variables["DAGRUN_GPIOZERO"].flatMap { $0.isEmpty ? nil : $0 }
}
