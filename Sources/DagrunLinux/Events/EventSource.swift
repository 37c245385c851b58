// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What the thread for events watches descriptors for.
protocol EventSource: AnyObject, Sendable {
    /// Descriptors became readable, or an instant that was asked for has come; called on the thread for events, never twice at
    /// once.
    func eventsAreReady()
}
