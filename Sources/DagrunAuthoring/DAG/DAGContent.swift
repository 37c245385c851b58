// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What stands in the body of a DAG or a group.
///
/// A helper function marked `@DAGBuilder` returns it; it holds nothing, because declarations register themselves.
public struct DAGContent: Sendable {
    init() {}
}
