// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunLocal
internal import DagrunRuntime
internal import DagrunSimulator

/// A board that is open for runs.
struct OpenBoard: Sendable {
    /// The board.
    let board: Board
    /// The simulated one behind it; nil for real pins.
    let simulation: VirtualBoard?
    /// The time that a simulated board lives in; nil for real pins.
    let time: VirtualTime?

    /// Opens a board.
    ///
    /// - Parameters:
    ///   - choice: Which one.
    ///   - bundle: The bundle, with boards and names of pins of its own.
    ///   - pins: Names of pins that were given for this run; they go before all others.
    ///   - seed: What chance on a simulated board begins with.
    ///   - time: The time that a simulated board is to live in.
    ///   - option: What the choice stands behind, for messages.
    ///   - warn: Is told what is wrong with the wiring of a simulated board.
    /// - Throws: ``RunError`` when there is no such board, or when it can't be made.
    init(
        _ choice: BoardChoice, _ bundle: LoadedBundle, pins: [String: PinID], seed: UInt64, time: VirtualTime,
        option: String = "--board", warn: (String) -> Void
    ) throws(RunError) {
        var configuration = VirtualBoard.Configuration()
        configuration.seed = seed
        let description: BoardDescription
        let simulation: VirtualBoard
        var interlocks = bundle.interlocks
        switch choice {
        case .real(let name):
            let machine: MachineBoard
            do throws(HALError) {
                machine = try MachineBoard(name)
            } catch {
                throw .badOption("\(option) \(name): \(error)")
            }
            self.simulation = nil
            self.time = nil
            board = Board(
                machine.backend, description: machine.description, wiring: bundle.wiring.merging(pins) { $1 },
                interlocks: interlocks)
            try Self.check(pins, on: board)
            if let (interlock, error) = Self.unguarded(interlocks, on: board).first {
                throw .badOption(
                    "\(option) \(name): a rule of the bundle, that \(interlock.name), has no output: \(error)")
            }
            return
        case .diagram(let path):
            let diagram: DiagramBoard
            do {
                diagram = try DiagramBoard(contentsOf: path, registry: bundle.parts)
            } catch {
                // It begins with the path.
                throw .badOption("\(option) \(error)")
            }
            for finding in diagram.findings where finding.severity == .warning {
                warn("\(path): \(finding.message). \(finding.advice)")
            }
            description = diagram.description
            do {
                simulation = try diagram.virtualBoard(configuration: configuration, clock: time)
            } catch {
                throw .badOption("\(option) \(path): \(error)")
            }
        case .declared(let name):
            guard let declared = bundle.boards[name] else { throw .badOption("the bundle has no board “\(name)”") }
            do {
                description = declared.description
                interlocks += declared.interlocks
                simulation = try declared.virtualBoard(name, configuration: configuration, clock: time)
            } catch {
                throw .badOption("\(option) \(name): \(error)")
            }
        }
        self.simulation = simulation
        self.time = time
        let wiring = bundle.wiring.merging(pins) { $1 }
        let unguarded = Self.unguarded(
            bundle.interlocks, on: Board(simulation, description: description, wiring: wiring, journalID: seed))
        for (interlock, error) in unguarded {
            warn("a rule of the bundle, that \(interlock.name), has no output on this board: \(error)")
        }
        interlocks.removeAll { interlock in unguarded.contains { $0.0.output == interlock.output } }
        // The same seed gives the same run, the numbers in cursors included.
        board = Board(
            simulation, description: description, wiring: wiring, interlocks: interlocks, journalID: seed)
        simulation.name(lines: board.linesByName)
        try Self.check(pins, on: board)
    }

    /// The rules whose outputs a board has not, and what it says of them.
    private static func unguarded(_ interlocks: [Interlock], on board: Board) -> [(Interlock, HALError)] {
        interlocks.compactMap { interlock in
            do throws(HALError) {
                _ = try board.address(of: interlock.output)
                return nil
            } catch {
                // What is unplugged only may come back.
                return error.code == .notFound ? (interlock, error) : nil
            }
        }
    }

    /// Looks whether the pins that names were given for are there: of a signal that is no line a bus or an analog input may be made.
    private static func check(_ pins: [String: PinID], on board: Board) throws(RunError) {
        for (name, pin) in pins.sorted(by: { $0.key < $1.key }) {
            do throws(HALError) {
                _ = try board.address(of: pin)
            } catch {
                // Whoever uses it is told of anything else.
                guard error.code == .notFound else { continue }
                throw .badOption("--pin \(name)=\(pin): \(error)")
            }
        }
    }
}
