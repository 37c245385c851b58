// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A test asked for its board and has none.
public struct NoTestBoard: Error, Sendable, Hashable, CustomStringConvertible {
    /// What to do.
    public var description: String {
        "this test has no board; give it one, as in @Test(.board(\"lamp\") { RaspberryPiPart(\"pi\") })"
    }
}
