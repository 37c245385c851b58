// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

/// The paths of the tests' branches.
enum Size: String, BranchChoice { case small, large, huge }
