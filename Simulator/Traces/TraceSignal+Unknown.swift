// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension TraceSignal {
    /// What a signal is as long as nobody knows: X, not a number, an empty text.
    var unknownValue: TraceValue {
        switch kind {
        case .logic: .logic(.unknown)
        case .real: .real(.nan)
        case .text: .text("")
        }
    }
}
