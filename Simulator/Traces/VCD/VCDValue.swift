// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A value as it stands in a VCD.
enum VCDValue {
    /// One bit, or several, the highest one first.
    case levels([Logic])
    case real(Double)
    case text(String)
}
