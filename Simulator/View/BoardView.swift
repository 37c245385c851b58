// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunHAL

/// What a board looks like at an instant, made of its events: for whatever draws it, a terminal or a page.
///
/// It is a plain value and knows no board: the same events give the same view.
package struct BoardView: Sendable {
    /// Something that happened, in words.
    package struct Note: Sendable, Hashable {
        /// When.
        package var time: Timestamp
        /// What.
        package var text: String
        /// Whether somebody should look after it.
        package var isWarning: Bool
    }

    /// How many notes are kept.
    private static let noteLimit = 200
    /// How many changes of levels are kept.
    private static let traceCapacity = 20_000

    /// What there is on the board.
    package let inventory: BoardInventory
    /// The values of the controls, by number.
    package private(set) var controls: [PartValue]
    /// The values of the outputs, by number.
    package private(set) var outputs: [PartValue]
    /// The values of the quantities, by number.
    package private(set) var quantities: [Double]
    /// Who claimed the lines, by number.
    package private(set) var holders: [String?]
    /// Who borrowed lines of whoever claimed them.
    private var borrowers: [LineAddress: String] = [:]
    /// What the wired lines did; each signal has its line's label.
    package private(set) var trace: Trace
    /// What happened, the latest last.
    package private(set) var notes: [Note] = []
    /// The instant up to which all is known.
    package private(set) var now: Timestamp

    // The signal of a net, and of a line, in the trace; -1 for none.
    private var signalOfNet: [Int: Int] = [:]
    private var signalOfLine: [Int: Int] = [:]

    /// Begins with a board of which nothing is known yet but what is on it.
    ///
    /// - Parameters:
    ///   - inventory: What there is on the board.
    ///   - start: The instant at which it begins.
    package init(_ inventory: BoardInventory, start: Timestamp = .zero) {
        self.inventory = inventory
        controls = inventory.controls.map(\.control.initial)
        outputs = inventory.outputs.map(\.output.initial)
        quantities = inventory.quantities.map(\.initial)
        holders = inventory.lines.map { _ in nil }
        now = start
        trace = Trace(capacity: Self.traceCapacity, start: start)
        for line in inventory.wiredLines {
            let signal = trace.add(TraceSignal(inventory.label(ofLine: line).name), .logic(.floating))
            signalOfLine[line] = signal
            if let net = inventory.lines[line].net { signalOfNet[net] = signal }
        }
    }

    /// What must be told for the view to be true.
    package var scope: EventScope {
        EventScope(
            nets: Set(signalOfNet.keys), lines: true, outputs: true, controls: true, quantities: true, diagnostics: true
        )
    }

    /// The name of a line's signal in ``trace``; nil where the line is not followed.
    package func signal(ofLine line: Int) -> String? { signalOfLine[line].map { trace.signals[$0].name } }

    /// The level of a line; nil where it is not followed.
    package func level(ofLine line: Int) -> Logic? {
        guard let signal = signalOfLine[line], case .logic(let level) = trace.lastValue(of: signal) else { return nil }
        return level
    }

    /// Who has a line: the task that borrowed it, else who claimed it; nil where nobody has.
    package func holder(ofLine line: Int) -> String? {
        guard let holder = holders[line] else { return nil }
        return borrowers[inventory.lines[line].address] ?? holder
    }

    // MARK: Changing

    /// Takes the next event.
    ///
    /// - Parameter event: The event; one about something that is not on the board changes nothing.
    package mutating func apply(_ event: SimulationEvent) {
        now = max(now, event.time)
        switch (event.subject, event.change) {
        case (.control(let number), .value(let value)) where controls.indices.contains(number):
            controls[number] = value
        case (.output(let number), .value(let value)) where outputs.indices.contains(number):
            outputs[number] = value
        case (.quantity(let number), .value(let value)) where quantities.indices.contains(number):
            quantities[number] = value.number ?? 0
        case (.line(let number), .holder(let holder)) where holders.indices.contains(number):
            holders[number] = holder
        case (.net(let net), .logic(let level)): apply(net: net, to: level, at: event.time)
        case (_, .diagnostic(let diagnostic)):
            note("\(diagnostic.subject): \(diagnostic.message)", at: diagnostic.time, isWarning: true)
        default: break
        }
    }

    /// Takes the next change of a net's level.
    package mutating func apply(net: Int, to level: Logic, at time: Timestamp) {
        now = max(now, time)
        if let signal = signalOfNet[net] { trace.record(level: level, of: signal, at: time) }
    }

    /// Takes what changes without events of the board: the time, quantities that are known in closed form, and who borrowed lines.
    ///
    /// - Parameters:
    ///   - quantities: Their values, by number.
    ///   - time: The instant that they are of.
    ///   - borrowers: Who borrowed lines of whoever claimed them.
    package mutating func look(
        _ quantities: [Double], at time: Timestamp, _ borrowers: [LineAddress: String] = [:]
    ) {
        self.borrowers = borrowers
        now = max(now, time)
        trace.extend(to: now)
        if quantities.count == self.quantities.count { self.quantities = quantities }
    }

    /// Takes down something that no event tells, such as what came of a command.
    package mutating func note(_ text: String, at time: Timestamp? = nil, isWarning: Bool = false) {
        for line in text.split(separator: "\n") {
            notes.append(Note(time: time ?? now, text: String(line), isWarning: isWarning))
        }
        if notes.count > Self.noteLimit { notes.removeFirst(notes.count - Self.noteLimit) }
    }
}
