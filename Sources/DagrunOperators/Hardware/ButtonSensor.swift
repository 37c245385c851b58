// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
public import DagrunRuntime
internal import Logging

/// Waits until one of some buttons is pressed, and returns its colour.
///
/// ```swift
/// let pressed = task("wait_button", ButtonSensor(.green, .yellow, .red).timeout(.minutes(5)))
/// task("confirm", ButtonSensor(["green": "GPIO19"], until: .held).mode(.reschedule).interval(.seconds(10)))
/// ```
///
/// The pin of a colour is what the board calls `button.green`: a button of that colour in a diagram, a name in the
/// board's description, the bundle's `wiring`, or `--pin button.green=GPIO19`.
///
/// Presses count from the sensor's first look on; a button that is held down then has to be let go and pressed again.
/// It wakes at the press, whatever its interval is. From then on no press is lost and none is seen twice, whether it
/// comes between two looks, while the sensor has given its slot back, or between two tries: the board takes edges down
/// all the time, and the sensor reads on from where it began. That holds within one process; when a run is resumed by
/// another one, the sensor begins anew.
public struct ButtonSensor: Sensor {
    /// The colour of the button.
    public typealias Output = Color

    private let colors: [Color]
    private let pins: [PinID]
    private let kind: ButtonEvent.Kind
    private let pull: Pull
    private let timing: ButtonTiming

    /// Waits for buttons by their colours.
    ///
    /// - Parameters:
    ///   - colors: The colours; the board knows the pins as `button.` and the colour.
    ///   - kind: What must happen to a button.
    ///   - pull: What holds the pins where they are while no button is pressed.
    ///   - timing: How quickly a button must be pressed for what.
    public init(
        _ colors: Color..., until kind: ButtonEvent.Kind = .pressed, pull: Pull = .up,
        timing: ButtonTiming = ButtonTiming()
    ) {
        self.init(colors, colors.map { .name("button.\($0)") }, kind, pull, timing)
    }

    /// Waits for buttons by their pins.
    ///
    /// - Parameters:
    ///   - pins: The pins by colour.
    ///   - kind: What must happen to a button.
    ///   - pull: What holds the pins where they are while no button is pressed.
    ///   - timing: How quickly a button must be pressed for what.
    public init(
        _ pins: [Color: PinID], until kind: ButtonEvent.Kind = .pressed, pull: Pull = .up,
        timing: ButtonTiming = ButtonTiming()
    ) {
        let sorted = pins.sorted { $0.key.rawValue < $1.key.rawValue }
        self.init(sorted.map(\.key), sorted.map(\.value), kind, pull, timing)
    }

    private init(
        _ colors: [Color], _ pins: [PinID], _ kind: ButtonEvent.Kind, _ pull: Pull, _ timing: ButtonTiming
    ) {
        self.colors = colors
        self.pins = pins
        self.kind = kind
        self.pull = pull
        self.timing = timing
    }

    /// Looks whether a button was pressed since the first look.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: The colour of the first one that was.
    /// - Throws: ``DagrunRuntime/TaskSignal`` `.fail` when there is no board or no such pin; ``DagrunHAL/HALError``
    ///   when the hardware fails.
    public func poke(_ context: TaskContext) async throws -> PokeResult<Color> {
        try await context.onBoard { board in
            guard let buttons = try await watch(board, context) else { return .notYet }
            var reader = try reader(buttons, board, context)
            while let element = try reader.nextIfThere() {
                guard element.event.kind == kind else { continue }
                let color = colors[element.index]
                context.logger.info(
                    "the \(color) button was \(kind.rawValue)", metadata: ["pin": "\(pins[element.index])"])
                return .done(color)
            }
            return .notYet
        }
    }

    /// Waits until a button is pressed.
    ///
    /// - Parameters:
    ///   - interval: The longest time to wait.
    ///   - context: What the task may know and ask.
    /// - Throws: As ``poke(_:)``; `CancellationError` when the task is told to stop.
    public func pause(for interval: Duration, _ context: TaskContext) async throws {
        try await context.onBoard { board in
            guard let buttons = try await watch(board, context) else {
                return try await context.clock.sleep(for: interval)
            }
            let reader = try reader(buttons, board, context)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [kind] in
                    var reader = reader
                    while let element = try await reader.next(until: nil), element.event.kind != kind {}
                }
                group.addTask { try await context.clock.sleep(for: interval) }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    /// The buttons; nil while somebody else uses one of them.
    private func watch(_ board: Board, _ context: TaskContext) async throws -> WatchedButtons? {
        guard !pins.isEmpty else { throw TaskSignal.fail("the sensor waits for no button: name a colour or a pin") }
        do {
            return try await WatchedButtons.watch(
                pins, pull, bounce: timing.bounce, on: board, holder: context.holder)
        } catch let error as HALError where error.code == .busy {
            // In use is not pressed; it may come free, and the sensor has a timeout.
            context.logger.notice("waiting for a button that is in use: \(error)")
            return nil
        }
    }

    private func reader(_ buttons: WatchedButtons, _ board: Board, _ context: TaskContext) throws -> ButtonReader {
        let key = context.noteKey("buttons of")
        let start: ButtonReader.Start
        if let found = board.notes.note(key, as: ButtonReader.Start.self) {
            start = found
        } else {
            start = try ButtonReader.start(buttons.inputs, board.clock)
            board.notes.leave(start, key)
            let names = zip(colors, pins).map { "\($0) (\($1))" }.joined(separator: ", ")
            context.logger.info("waiting for a button to be \(kind.rawValue): \(names)")
        }
        return ButtonReader(buttons.inputs, timing, from: start, board.clock)
    }
}
