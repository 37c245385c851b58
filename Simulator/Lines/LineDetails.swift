// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// What the kernel knows of a line that doesn't matter for its level.
struct LineDetails {
    let name: String?
    /// The part of the kernel that holds it from the start of the machine on.
    let hog: String?
    let powerOnBias: Bias
    var config = LineConfig()
    /// Who holds it; nil for nobody.
    var consumer: String?
}
