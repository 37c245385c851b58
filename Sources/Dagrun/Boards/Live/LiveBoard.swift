// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunLocal
internal import DagrunSimulator
internal import Synchronization

/// A simulated board that somebody watches and plays on.
final class LiveBoard: Sendable {
    /// How long a tap of a key presses a button, in the board's time.
    private static let tap = Duration.milliseconds(100)

    private let simulation: VirtualBoard
    private let broker: LineBroker
    private let time: VirtualTime
    private let feed: BoardFeed
    private let subscription: Subscription
    private let panel: Mutex<BoardPanel>
    // How often each button was tapped: only the last tap lets go of it.
    private let taps = Mutex<[Int: Int]>([:])
    private let isLooking = Atomic<Bool>(false)
    private let last = Mutex<BoardView?>(nil)
    private let typed: AsyncStream<String>.Continuation
    private let typedLines: AsyncStream<String>
    private let theme: ProgressTheme

    /// Begins to watch a board.
    ///
    /// - Parameters:
    ///   - open: The board; nothing can be watched unless it is a simulated one whose time goes at a pace.
    ///   - theme: Colours and characters.
    ///   - canQuit: Whether it can be left by a key.
    init?(_ open: OpenBoard, theme: ProgressTheme, canQuit: Bool) {
        guard let simulation = open.simulation, let time = open.time, case .realTime(let speed) = time.mode else {
            return nil
        }
        var names: [LineAddress: [String]] = [:]
        for name in open.board.pinNames(under: "") {
            if let address = try? open.board.address(of: PinID(name)) { names[address, default: []].append(name) }
        }
        let inventory = BoardInventory(simulation, names: names)
        (feed, subscription) = BoardFeed.follow(simulation, inventory)
        panel = Mutex(BoardPanel(inventory, speed: speed, canQuit: canQuit))
        (typedLines, typed) = AsyncStream.makeStream(of: String.self)
        self.simulation = simulation
        broker = open.board.broker
        self.time = time
        self.theme = theme
    }

    // MARK: Drawing

    /// The board as it looks now.
    ///
    /// - Parameter size: The room; one row of it stays free.
    /// - Returns: The lines.
    func lines(_ size: Terminal.Size) -> [String] {
        // The board's time is only as late as somebody asks; the answer is seen in the next frame.
        if !isLooking.exchange(true, ordering: .acquiringAndReleasing) {
            time.perform { [self] in
                look()
                isLooking.store(false, ordering: .releasing)
            }
        }
        return BoardFrame(view: feed.view, panel: panel.withLock { $0 }, size: size, theme: theme).lines()
    }

    /// Keeps the board as it looks now for ``lastLines(_:)``; to be called in the board's time.
    func keep() {
        look()
        last.withLock { $0 = feed.view }
    }

    private func look() { feed.look(at: simulation, broker.holders) }

    /// The board as it looked at the end, without what only helps who plays on it.
    ///
    /// - Parameter size: The room.
    /// - Returns: The lines.
    func lastLines(_ size: Terminal.Size) -> [String] {
        let view = last.withLock { $0 } ?? feed.view
        let panel = panel.withLock { $0 }.atRest
        return BoardFrame(view: view, panel: panel, size: size, theme: theme, isLast: true).lines()
    }

    /// Shows something among what the board says.
    func note(_ text: String, isWarning: Bool = false) { feed.note(text, isWarning: isWarning) }

    /// Shows a step of a scenario that is over.
    func note(_ step: ScenarioReport.Step) {
        switch step.outcome {
        case .passed: note("\(step.number) \(step.text)")
        case .failed(let reason): note("\(step.number) \(step.text): \(reason)", isWarning: true)
        case .skipped(let reason): note("\(step.number) \(step.text): left out, \(reason)", isWarning: true)
        case .notReached: break
        }
    }

    // MARK: Playing

    /// Takes a key.
    ///
    /// - Parameter key: The key.
    /// - Returns: What is left to be done by whoever draws: to draw all anew, or to leave.
    func press(_ key: Key) -> [BoardPanel.Wish] {
        let values = feed.view.controls
        let wishes = panel.withLock { $0.press(key, values) }
        for wish in wishes { fulfill(wish) }
        return wishes.filter { $0 == .redraw || $0 == .quit }
    }

    private func fulfill(_ wish: BoardPanel.Wish) {
        switch wish {
        case .tap(let control): tap(control)
        case .set(let control, let value):
            taps.withLock { $0[control, default: 0] += 1 }
            set(control, value)
        case .step(let line):
            note("> \(line)")
            typed.yield(line)
        case .pace(let speed): time.mode = speed.map { .realTime(factor: $0) } ?? .manual
        case .next: Task { [time] in await time.step() }
        case .redraw, .quit: break
        }
    }

    private func tap(_ control: Int) {
        let number = taps.withLock { taps in
            taps[control, default: 0] += 1
            return taps[control]
        }
        set(control, .flag(true))
        Task(executorPreference: time.executor) { [self] in
            try? await time.sleep(for: Self.tap)
            if taps.withLock({ $0[control] == number }) { set(control, .flag(false)) }
        }
    }

    private func set(_ control: Int, _ value: PartValue) {
        time.perform { [self] in
            do throws(BoardError) { try simulation.set(simulation.controls[control].name, value) } catch {
                note("\(error)", isWarning: true)
            }
        }
    }

    // MARK: Commands

    /// Does what is typed, one line after the other, until the surrounding task is cancelled; to be run in the board's time.
    func work() async {
        var prompt: ScenarioPrompt?
        for await line in typedLines {
            do {
                if prompt == nil {
                    // The signals are recorded only once somebody asks for them.
                    var configuration = BoardRecorder.Configuration()
                    configuration.capacity = 20_000
                    prompt = try ScenarioPrompt(BoardRecorder(simulation, configuration))
                }
                guard let (words, isGood) = try await prompt?.perform(line) else { continue }
                note(words, isWarning: !isGood)
            } catch {
                if Task.isCancelled { return }
                note("\(error)", isWarning: true)
            }
        }
    }
}
