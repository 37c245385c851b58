// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunModel

extension VirtualBoard {
    /// Sets controls and quantities as a trace says they were set.
    ///
    /// The trace's begin is the instant of the call; what the signals begin with is set at once. A net can't be set: a
    /// ``TracePlayer`` drives it.
    ///
    /// - Parameters:
    ///   - trace: What is played, such as a trace of another run of the same board.
    ///   - names: The controls and quantities; nil: all that the board and the trace have in common.
    /// - Throws: ``BoardError`` when the board has no such control or quantity, or a value doesn't fit; ``SignalRuleError`` when the
    ///   trace has no such signal; `CancellationError` when the task is cancelled meanwhile.
    public func replay(_ trace: Trace, of names: [String]? = nil) async throws {
        let quantities = Set(quantities.map(\.name))
        let known = controls.map(\.name) + quantities.sorted()
        let names = names ?? known.filter { trace.place(of: $0) != nil }
        var nameOf: [Int: String] = [:]
        for name in names {
            guard known.contains(name) else { throw missing(name, known, "control or quantity") }
            nameOf[try trace.place(Probe(name))] = name
        }
        let begin = clock.now
        func set(_ signal: Int, _ value: TraceValue) throws {
            guard let name = nameOf[signal] else { return }
            switch value {
            case .real(let number) where quantities.contains(name): try self.set(quantity: name, to: number)
            case .real(let number): try self.set(name, .number(number))
            case .text(let text): try self.set(name, .text(text))
            // Nobody knows what it was, so it stays.
            case .logic(.unknown), .logic(.floating): break
            case .logic(let level): try self.set(name, .flag(level == .high))
            }
        }
        for signal in trace.signals.indices { try set(signal, trace.firstValue(of: signal)) }
        for index in 0..<trace.count where nameOf[trace[index].signal] != nil {
            try await clock.sleep(until: begin + (trace[index].time - trace.start))
            try set(trace[index].signal, trace[index].value)
        }
    }
}
