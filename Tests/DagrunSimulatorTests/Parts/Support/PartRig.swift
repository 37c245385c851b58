// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunModel
import DagrunSimulator

/// A part at the lines of a Raspberry Pi, drawn in a few words; a test drives the lines and looks at pins.
final class PartRig {
    let board: VirtualBoard
    let diagram: DiagramBoard
    private let sink = ListSink()
    private var subscription: Subscription?
    private var begin = 0
    private var requests: [Int: any LineRequest] = [:]

    /// The board `pi` is there already; parts and wires as in a ``Drawing``.
    init(_ parts: [String], _ wires: [String], seed: UInt64 = 1, clock: (any HALClock)? = nil) throws {
        diagram = Drawing(["pi board-raspberry-pi-4"] + parts, wires).board
        var configuration = VirtualBoard.Configuration()
        configuration.seed = seed
        board = try diagram.virtualBoard(configuration: configuration, clock: clock)
        subscription = board.subscribe(sink)
        // A sink is told first what is.
        begin = sink.nets.count
    }

    /// The board by the names of its pins, for devices.
    var hal: Board { Board(board, description: diagram.description) }

    /// Drives a line.
    func drive(_ gpio: Int, _ isHigh: Bool) throws { try use(gpio, .output(isHigh)) }

    /// Lets a line be read, with a pull.
    func pull(_ gpio: Int, _ bias: Bias) throws { try use(gpio, .input(bias: bias)) }

    private func use(_ gpio: Int, _ config: LineConfig) throws {
        if let request = requests[gpio] { return try request.reconfigure([config]) }
        requests[gpio] = try board.claim(gpio, config)
    }

    /// A pulse of so many microseconds.
    func pulse(_ gpio: Int, _ microseconds: Int64, isHigh: Bool = true) throws {
        try drive(gpio, isHigh)
        wait(microseconds)
        try drive(gpio, !isHigh)
    }

    /// Lets so many microseconds pass.
    func wait(_ microseconds: Int64) { board.advance(by: .microseconds(microseconds)) }

    /// The changes of a pin's net so far, as `1@450`: the level and the microsecond.
    func changes(_ pin: String) -> [String] {
        guard let net = try? board.net(of: pin).id else { return ["there is no pin \(pin)"] }
        return sink.nets.dropFirst(begin).filter { $0.net == net }.map { change in
            let (whole, rest) = change.time.quotientAndRemainder(dividingBy: 1000)
            return "\(change.logic)@\(whole)\(rest == 0 ? "" : ".\(rest)")"
        }
    }

    /// What an output shows.
    func output(_ name: String) -> PartValue { (try? board.output(name)) ?? .text("there is no output \(name)") }
}
