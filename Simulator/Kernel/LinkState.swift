// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What the kernel knows of a link.
struct LinkState: BitwiseCopyable {
    var firstPin: Int32
    var secondPin: Int32
    /// The group that it belongs to; -1: it joins two rails, or a net with itself.
    var group: Int32 = -1
    /// How well it conducts, in siemens; 0 where it doesn't.
    var siemens: Double

    /// How well a resistance conducts, in siemens; nil and what is no number don't.
    static func siemens(_ ohms: Double?) -> Double {
        guard let ohms, !ohms.isNaN else { return 0 }
        return 1 / max(ohms, 0.001)
    }
}
