// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

/// An operator that does nothing.
struct Nothing: Operator {
    func execute(_ context: TaskContext) async throws -> NoOutput { NoOutput() }
}
