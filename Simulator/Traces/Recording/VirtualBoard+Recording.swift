// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunSystem

extension VirtualBoard {
    /// Lets a sink record from an instant on at which it knows all values.
    func record(
        _ signals: BoardSignals, _ configuration: BoardRecorder.Configuration, _ scope: EventScope,
        file: consuming OutputFile?
    ) -> (RecordingSink, Subscription) {
        var file = file
        let comment = "board \(boardName), seed \(seed)"
        let (sink, place) = locked { kernel in
            var trace = Trace(capacity: configuration.capacity, start: Timestamp(nanoseconds: kernel.now))
            for (place, signal) in signals.signals.enumerated() {
                trace.add(signal, signals.value(at: place, kernel))
            }
            // Nets come first among the signals, by number.
            for line in kernel.catalog.lines {
                if let net = line.net { trace.name(net, line.address.description) }
            }
            for (name, line) in kernel.lineNames {
                if let net = kernel.catalog.lines[line].net { trace.name(net, name) }
            }
            for (name, pin) in kernel.catalog.pinNumbers { trace.name(Int(kernel.pins[pin].net), name) }
            let state = RecordingState(trace, file: file.take(), configuration, comment: comment)
            let sink = RecordingSink(signals, state)
            return (sink, kernel.subscribe(sink, to: scope))
        }
        return (sink, Subscription(board: self, place: place))
    }

    /// Lets a quantity be told when it goes across a value, although its model rests then.
    func tellCrossing(ofQuantity number: Int, at value: Double) {
        locked { $0.environment.tellCrossing(number, value, $0) }
    }

    /// Lets a recording know what quantities are now: while its model rests nobody is told but now and then.
    func recordQuantities(_ signals: BoardSignals, in sink: RecordingSink) {
        guard !quantities.isEmpty else { return }
        locked { kernel in
            for number in quantities.indices {
                let value = kernel.environment.value(number, kernel)
                sink.withState {
                    $0.record(
                        .real(value), of: signals.place(ofQuantity: number), at: Timestamp(nanoseconds: kernel.now))
                }
            }
        }
    }
}

extension BoardSignals {
    /// What a signal is now.
    func value(at place: Int, _ kernel: Kernel) -> TraceValue {
        switch subject(at: place) {
        case .net(let number): .logic(kernel.logic(of: Int32(number)))
        case .control(let number): TraceValue(kernel.controls[number])
        case .output(let number): TraceValue(kernel.outputs[number])
        case .quantity(let number): .real(kernel.environment.value(number, kernel))
        case .bus, .line, .diagnostic: .text("")
        }
    }
}
