// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A data asset that tasks read or write, and that may start other DAGs.
///
/// ```swift
/// let report = Asset(name: "report", uri: "file:///srv/report.md")
/// ```
public typealias Asset = AssetDefinition
