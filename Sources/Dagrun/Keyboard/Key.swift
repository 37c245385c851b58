// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A key, as a terminal tells of it.
enum Key: Sendable, Hashable {
    /// A character that can be printed.
    case character(Character)
    case enter, tab, escape, backspace, delete
    case up, down, left, right, home, end, pageUp, pageDown
    /// A letter together with Ctrl, such as `d`.
    case control(Character)
}
