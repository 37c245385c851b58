// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A rule that is watched while a board runs.
public struct WatchedRule: Sendable {
    /// The rule.
    public let rule: SignalRule
    let recorder: BoardRecorder
    let number: Int

    /// How the rule stands at the board's present instant; the watch goes on.
    public var verdict: Verdict { recorder.verdict(of: number) }
}
