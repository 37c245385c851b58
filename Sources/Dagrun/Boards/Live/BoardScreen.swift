// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunSystem
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#endif

/// The whole terminal, with a live board on it.
final class BoardScreen: Sendable {
    private struct State {
        var screen = LiveScreen(takesAll: true)
        var isClosed = false
    }

    private let live: LiveBoard
    private let state = Mutex(State())
    private let isLeft = Atomic<Bool>(false)
    private let environment = ProcessEnvironment.variables

    init(_ live: LiveBoard) { self.live = live }

    /// Takes a key, and shows at once what it did.
    func press(_ key: Key) {
        for wish in live.press(key) {
            if wish == .quit { quit() }
            if wish == .redraw { state.withLock { $0.screen.forget() } }
        }
        draw()
    }

    /// Lets the board be left with the next frame.
    func quit() { isLeft.store(true, ordering: .relaxed) }

    /// Draws until the board is left.
    func run() async {
        while !isLeft.load(ordering: .relaxed) {
            draw()
            do { try await ContinuousClock().sleep(for: LiveProgress.frameInterval) } catch { return }
        }
    }

    /// Gives the terminal back.
    ///
    /// - Parameter isForGood: Whether nothing is drawn any more.
    func close(isForGood: Bool) {
        state.withLock { state in
            if isForGood { state.isClosed = true }
            let text = state.screen.close()
            if !text.isEmpty { Output.write(text, to: STDERR_FILENO) }
        }
    }

    private func draw() {
        let size = Terminal.size(STDERR_FILENO, environment: environment)
        let lines = live.lines(size)
        state.withLock { state in
            guard !state.isClosed else { return }
            let text = state.screen.update(lines, size: size)
            if !text.isEmpty { Output.write(text, to: STDERR_FILENO) }
        }
    }
}
