// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Synchronization

/// Who has lines, from the moment they are promised until they are given back.
final class LeaseToken: Sendable {
    /// Who asked, for people.
    let holder: String
    /// The names by which the lines were asked for.
    let pins: [PinID]

    private let end = Mutex<HALError?>(nil)

    init(holder: String, pins: [PinID]) {
        self.holder = holder
        self.pins = pins
    }

    /// Why the lines can't be used any longer; nil while they can.
    var failure: HALError? { end.withLock { $0 } }

    /// Takes the lines away; the first reason stays.
    func end(_ reason: HALError) { end.withLock { $0 = $0 ?? reason } }
}
