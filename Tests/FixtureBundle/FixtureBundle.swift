// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// The bundle whose program the tests of the commands run.
@main struct FixtureBundle: DAGBundle {
    var dags: [DAG] { [shop, flaky, past, latest, mapped, labelled, slow, patient, stuck] }
}
