// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The closed set of paths that a branch chooses from.
///
/// ```swift
/// enum Size: String, BranchChoice { case small, large }
/// ```
public protocol BranchChoice: RawRepresentable, CaseIterable, Codable, Sendable, Hashable where RawValue == String {}
