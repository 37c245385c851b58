// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator

/// Counts the changes of its pin.
final class Listener: Part {
    static let type = "bench-listener"

    let id: String
    let pins = [PartPin("IN", .input)]
    private var count = 0

    init(_ id: String) { self.id = id }
    init(id: String, attributes: PartAttributes) { self.id = id }

    func pinChanged(_ pin: Int, _ context: borrowing PartContext) { count += 1 }
}
