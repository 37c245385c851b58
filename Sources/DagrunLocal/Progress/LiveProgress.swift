// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials
import Synchronization

/// A view of a run that is redrawn in place, for people at a terminal.
///
/// Events are only taken note of; ``run(clock:)`` draws at most ten frames a second. Give the cursor back with
/// ``finish(_:)``, on every way out.
public final class LiveProgress: ProgressSink {
    private struct State: Sendable {
        var model: ProgressModel
        var above: [String] = []
        var isFinished = false
        var isAway = false
    }

    /// The time between two frames.
    public static let frameInterval = Duration.milliseconds(100)
    /// Of more lines in one frame, the first ones are left out.
    private static let mostLinesAbove = 2000

    private let state: Mutex<State>
    /// Held while writing, as two writers would mix their sequences; taken before that of the state.
    ///
    /// A terminal that takes nothing more (Ctrl-S) stops the drawing but never ``handle(_:)``.
    private let screen = Mutex(LiveScreen())
    private let theme: ProgressTheme
    private let size: @Sendable () -> Terminal.Size
    private let now: @Sendable () -> Date
    private let write: @Sendable (String) -> Void
    private let beneath: (@Sendable (Terminal.Size) -> [String])?
    private let remains: (@Sendable (Terminal.Size) -> [String])?

    /// Makes a view; nothing is drawn yet.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: What ended before, of a run that is gone on with.
    ///   - history: Seconds that an instance of each task took in an earlier run.
    ///   - theme: Colours and characters.
    ///   - size: Tells the terminal's present size; asked at each frame.
    ///   - now: Tells the time.
    ///   - write: Takes what goes to the terminal.
    ///   - beneath: What is shown beneath the run, by the size that there is for it; one row of that must stay free.
    ///   - remains: What stays of that when the view goes.
    public init(
        document: DAGDocument, record: RunRecord? = nil, history: [String: Double] = [:], theme: ProgressTheme,
        size: @escaping @Sendable () -> Terminal.Size, now: @escaping @Sendable () -> Date,
        write: @escaping @Sendable (String) -> Void, beneath: (@Sendable (Terminal.Size) -> [String])? = nil,
        remains: (@Sendable (Terminal.Size) -> [String])? = nil
    ) {
        state = Mutex(State(model: ProgressModel(document: document, record: record, history: history)))
        self.theme = theme
        self.size = size
        self.now = now
        self.write = write
        self.beneath = beneath
        self.remains = remains
    }

    /// Takes the next events; they are seen with the next frame.
    ///
    /// - Parameter events: The events, in order.
    public func handle(_ events: [RunEvent]) {
        state.withLock { state in
            for event in events { state.model.apply(event) }
        }
    }

    /// Shows lines above the view; they are seen with the next frame and stay when the view goes.
    ///
    /// - Parameter lines: The lines, without line ends; escape sequences for colours may be in them.
    public func print(above lines: [String]) {
        state.withLock { state in
            state.above += lines
            guard state.above.count > Self.mostLinesAbove else { return }
            let excess = state.above.count - Self.mostLinesAbove
            state.above.removeFirst(excess)
            state.above[0] = "… (more lines than can be shown; see the log)"
        }
    }

    /// Draws a frame.
    public func draw() {
        let size = size()
        let now = now()
        screen.withLock { screen in
            let frame = state.withLock { state -> (lines: [String], above: [String])? in
                guard !state.isFinished, !state.isAway else { return nil }
                defer { state.above = [] }
                // What stands beneath gets three fifths of the rows at least.
                let rows = beneath == nil ? size.rows : min(size.rows, max(6, size.rows * 2 / 5))
                let room = Terminal.Size(columns: size.columns, rows: rows)
                let lines = ProgressFrame(model: state.model, now: now, size: room, theme: theme).lines()
                return (lines, state.above)
            }
            guard var frame else { return }
            if let beneath {
                frame.lines += beneath(Terminal.Size(columns: size.columns, rows: size.rows - frame.lines.count))
            }
            let text = screen.update(frame.lines, above: frame.above, size: size)
            if !text.isEmpty { write(text) }
        }
    }

    /// Takes the view away for as long as something else has the terminal; lines that come meanwhile are shown afterwards.
    package func stepAside() {
        screen.withLock { screen in
            let above = state.withLock { state -> [String]? in
                guard !state.isFinished, !state.isAway else { return nil }
                state.isAway = true
                defer { state.above = [] }
                return state.above
            }
            guard let above else { return }
            let text = screen.close(above: above)
            if !text.isEmpty { write(text) }
        }
    }

    /// Shows the view again.
    package func comeBack() { state.withLock { $0.isAway = false } }

    /// Writes all of the view anew with the next frame: something else was written over it.
    public func redraw() { screen.withLock { $0.forget() } }

    /// Draws frames until ``finish(_:)`` was called or the surrounding task is cancelled.
    ///
    /// - Parameter clock: The clock that paces the frames.
    public func run(clock: some Clock<Duration>) async {
        while !state.withLock({ $0.isFinished }) {
            draw()
            do { try await clock.sleep(for: Self.frameInterval) } catch { break }
        }
    }

    /// Takes the view away, writes the lines that are left, and gives the cursor back.
    ///
    /// - Parameter record: The run as it ended.
    public func finish(_ record: RunRecord) async { close() }

    /// Does what ``finish(_:)`` does, where there is no record.
    public func close() {
        let size = size()
        screen.withLock { screen in
            let above = state.withLock { state -> [String]? in
                guard !state.isFinished else { return nil }
                state.isFinished = true
                defer { state.above = [] }
                return state.above
            }
            guard let above else { return }
            let text = screen.close(above: above + (remains?(size) ?? []))
            if !text.isEmpty { write(text) }
        }
    }
}
