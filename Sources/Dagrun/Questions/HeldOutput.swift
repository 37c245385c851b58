// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#endif

/// Lines for standard error that wait while something else has the terminal.
final class HeldOutput: Sendable {
    private struct State {
        var isHeld = false
        var text = ""
    }

    private let state = Mutex(State())

    /// Writes a text, now or when the terminal is free again.
    func write(_ text: String) {
        state.withLock { state in
            if state.isHeld { state.text += text } else { Output.write(text, to: STDERR_FILENO) }
        }
    }

    /// Has texts wait.
    func hold() { state.withLock { $0.isHeld = true } }

    /// Writes what waited, and from now on all at once.
    func release() {
        state.withLock { state in
            if !state.text.isEmpty { Output.write(state.text, to: STDERR_FILENO) }
            state = State()
        }
    }
}
