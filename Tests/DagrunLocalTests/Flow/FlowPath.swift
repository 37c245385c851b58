// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

/// The paths of the tests' branches.
enum FlowPath: String, BranchChoice { case left, right }
