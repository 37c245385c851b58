// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A rule of the wiring lint.
protocol WiringRule: Sendable {
    /// Looks at a wiring.
    static func findings(in wiring: Wiring) -> [BoardFinding]
}
