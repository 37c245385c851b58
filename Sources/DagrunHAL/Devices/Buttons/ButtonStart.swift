// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How a button was found when one began to watch it.
package struct ButtonStart: Sendable, Hashable {
    /// Whether it was pressed.
    package let isPressed: Bool
    /// When it was looked at.
    package let timestamp: Timestamp
}
