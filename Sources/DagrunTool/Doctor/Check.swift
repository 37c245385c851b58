// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// One thing that `dagrun doctor` looked at.
struct Check: Hashable, Encodable {
    /// How it stands.
    enum State: String, Hashable, Encodable {
        /// In order.
        case ok
        /// Some part won't work.
        case warn
        /// Nothing, or nearly nothing, will work.
        case fail
    }

    /// What was looked at.
    var name: String
    /// How it stands.
    var state: State
    /// What was found.
    var found: String
    /// What to do; `nil` when nothing is to be done.
    var advice: String?

    /// A check that is in order.
    static func ok(_ name: String, _ found: String) -> Check {
        Check(name: name, state: .ok, found: found, advice: nil)
    }

    /// A check that limits what works.
    static func warn(_ name: String, _ found: String, advice: String) -> Check {
        Check(name: name, state: .warn, found: found, advice: advice)
    }

    /// A check that stops everything.
    static func fail(_ name: String, _ found: String, advice: String) -> Check {
        Check(name: name, state: .fail, found: found, advice: advice)
    }
}
