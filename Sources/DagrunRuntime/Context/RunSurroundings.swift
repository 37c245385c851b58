// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunHAL
package import DagrunModel

/// What the contexts of all tries of a run share.
package final class RunSurroundings: Sendable {
    /// What is fixed about the run.
    package let facts: RunFacts
    /// The values of the run's params.
    let params: Params
    /// Where the time comes from.
    let clock: any RunClock
    /// What tasks may ask of the outside.
    let services: any TaskServices
    /// Hides secrets from all that is printed.
    let masker: SecretMasker
    /// The hardware that tasks may use; nil: none.
    let board: Board?

    /// Makes them.
    ///
    /// - Parameters:
    ///   - facts: What is fixed about the run.
    ///   - params: The values of its params; nil: those among the facts.
    ///   - clock: Where the time comes from.
    ///   - services: What tasks may ask of the outside.
    ///   - masker: Hides secrets from all that is printed.
    ///   - board: The hardware that tasks may use; nil: none.
    package init(
        facts: RunFacts, params: Params? = nil, clock: any RunClock, services: any TaskServices, masker: SecretMasker,
        board: Board? = nil
    ) {
        self.facts = facts
        self.params = params ?? Params(facts.params)
        self.clock = clock
        self.services = services
        self.masker = masker
        self.board = board
    }
}
