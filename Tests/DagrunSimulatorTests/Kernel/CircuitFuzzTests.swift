// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import Testing

/// Random circuits: whatever is wired to whatever, they end, never trap, and repeat.
@Suite struct CircuitFuzzTests {
    /// Sets timers, drives, releases, makes waves and changes links as chance wants.
    private final class Chaos: Part {
        static let type = "test-chaos"
        let id: String
        let pins = [
            PartPin("A", .bidirectional), PartPin("B", .output), PartPin("C", .analogInput, watch: .voltage),
            PartPin("D", .bidirectional, joined: 0),
        ]
        let links = [PartLink(0, 2, ohms: nil), PartLink(1, 2, ohms: 4700)]
        let outputs = [PartOutput("sum", initial: 0)]
        private var sum = 0.0

        init(_ id: String) { self.id = id }
        init(id: String, attributes: PartAttributes) { self.id = id }

        func start(_ context: borrowing PartContext) { act(context) }
        func timerFired(_ timer: Int, _ context: borrowing PartContext) { act(context) }

        func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
            sum += Double(context.read(pin).rawValue) + (context.volts(pin) ?? 7)
            context.show(0, .number(sum))
            if context.random(in: 0...3) == 0 { act(context) }
        }

        private func act(_ context: borrowing PartContext) {
            let pin = context.random(in: 0...2)
            switch context.random(in: 0...8) {
            case 0: context.drive(pin, .high, Strength.allCases[context.random(in: 0...3)])
            case 1: context.drive(pin, .low, Strength.allCases[context.random(in: 0...3)])
            case 2: context.release(pin)
            case 3: context.drive(pin, volts: context.random(in: -1...6), ohms: context.random(in: 0...10_000))
            case 4:
                context.drive(
                    pin,
                    wave: Wave(
                        period: .nanoseconds(context.random(in: 1...500)),
                        pulse: .nanoseconds(context.random(in: 0...500)),
                        start: context.now))
            case 5: context.setLink(context.random(in: 0...1), ohms: context.random(in: 0...20_000))
            case 6: context.setLink(context.random(in: 0...1), ohms: nil)
            case 7: context.set(context.random(in: 0...2), after: .nanoseconds(context.random(in: 0...2000)))
            default: context.cancel(context.random(in: 0...2))
            }
            context.set(3, after: .nanoseconds(context.random(in: 100...5000)))
        }
    }

    private static func design(seed: UInt64) -> BoardDesign {
        var random = SeededRandom(seed: seed)
        var design = BoardDesign {
            RaspberryPiPart("pi")
            for number in 0..<Int.random(in: 1...3, using: &random) { Chaos("c\(number)") }
            for number in 0..<Int.random(in: 0...4, using: &random) {
                ResistorPart("r\(number)", ohms: Double.random(in: 0...100_000, using: &random))
            }
            for number in 0..<Int.random(in: 0...4, using: &random) { Contact("k\(number)") }
            for number in 0..<Int.random(in: 0...3, using: &random) {
                Inverter("i\(number)", delay: Bool.random(using: &random) ? nil : .nanoseconds(100))
            }
            LEDPart("led")
            PushbuttonPart("btn")
            Consumer("consumer")
            Witness("w")
        }
        let pins = design.parts.flatMap { part in part.pins.map { "\(part.id):\($0.name)" } }
        for _ in 0..<Int.random(in: 5...25, using: &random) {
            design.wires.append(
                Wire(pins.randomElement(using: &random) ?? "", pins.randomElement(using: &random) ?? ""))
        }
        return design
    }

    /// Plays a circuit, and writes down all that came of it.
    private static func play(seed: UInt64, _ sink: ListSink) throws -> String {
        var configuration = VirtualBoard.Configuration()
        configuration.seed = seed
        let board = try VirtualBoard("fuzz", design: design(seed: seed), configuration: configuration)
        let subscription = board.subscribe(sink, to: .all)
        defer { subscription.cancel() }
        var random = SeededRandom(seed: seed ^ 0xf00d)
        var text = ""
        var requests: [any LineRequest] = []
        for _ in 0..<30 {
            switch Int.random(in: 0..<7, using: &random) {
            case 0:
                let control = board.controls.randomElement(using: &random)
                if let control { try? board.set(control.name, .flag(Bool.random(using: &random))) }
            case 1:
                let config: LineConfig =
                    Bool.random(using: &random)
                    ? .output(
                        Bool.random(using: &random), drive: Drive.allCases.randomElement(using: &random) ?? .pushPull)
                    : .input(
                        bias: Bias.allCases.randomElement(using: &random) ?? .asIs, edges: .both,
                        debounce: .nanoseconds(Int.random(in: 0...1, using: &random) * 300))
                if let request = try? board.claim(Int.random(in: 0..<28, using: &random), config) {
                    requests.append(request)
                }
            case 2: if !requests.isEmpty { requests.removeLast().release() }
            case 3:
                if let fault = FaultTests.all.randomElement(using: &random) {
                    var fault = fault
                    fault.target =
                        Bool.random(using: &random)
                        ? fault.target : (board.nets.randomElement(using: &random)?.pins.first ?? "")
                    fault.from = .zero
                    fault.until = board.now.nanoseconds % 2 == 0 ? nil : .microseconds(50)
                    _ = try? board.inject(fault)
                }
            case 4: board.remove(fault: Int.random(in: 0..<5, using: &random))
            default: board.advance(by: .nanoseconds(Int.random(in: 0...20_000, using: &random)))
            }
            for request in requests { text += ((try? request.drain()) ?? []).joined() }
        }
        text +=
            board.netValues.map(\.description).joined() + board.outputValues.map(\.description).joined(separator: ",")
        return text + board.diagnostics.map(\.description).joined(separator: "\n")
    }

    @Test(.timeLimit(.minutes(15)), arguments: 0..<150)
    func `a random circuit comes to an end, and comes out the same each time`(seed: UInt64) throws {
        let first = ListSink()
        let second = ListSink()
        #expect(try Self.play(seed: seed, first) == Self.play(seed: seed, second))
        #expect(first.nets == second.nets)
        #expect(first.events.count == second.events.count)
        // No change is told that is none.
        var values: [Int: Logic] = [:]
        for change in first.nets {
            #expect(values[change.net] != change.logic, "\(change)")
            values[change.net] = change.logic
        }
    }
}
