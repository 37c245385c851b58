// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// What a task throws on the day that the param `bad` names.
struct FixtureError: Error, CustomStringConvertible {
    var day: String

    var description: String { "nothing works on \(day)" }

    static func check(_ context: TaskContext) throws {
        guard let day = context.ds, try context.params.value("bad", as: String.self) == day else { return }
        throw FixtureError(day: day)
    }
}
