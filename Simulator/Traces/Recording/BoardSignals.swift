// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// The signals of a board's trace: its nets, then its controls, outputs, quantities and, if wanted, buses.
struct BoardSignals: Sendable {
    let signals: [TraceSignal]
    private let firstControl: Int
    private let firstOutput: Int
    private let firstQuantity: Int
    private let firstBus: Int?

    init(_ board: VirtualBoard, buses: Bool) {
        var signals = board.nets.map { net in
            TraceSignal(net.name, .logic, aliases: net.pins.filter { $0 != net.name })
        }
        firstControl = signals.count
        signals += board.controls.map { control in
            var unit = ""
            if case .number(_, _, let name) = control.control.kind { unit = name }
            return TraceSignal(control.name, Self.kind(control.control.initial, unit: unit))
        }
        firstOutput = signals.count
        signals += board.outputs.map { TraceSignal($0.name, Self.kind($0.output.initial, unit: $0.output.unit)) }
        firstQuantity = signals.count
        signals += board.quantities.map { TraceSignal($0.name, .real(unit: $0.unit)) }
        firstBus = buses ? signals.count : nil
        if buses { signals += board.buses.map { TraceSignal($0.name, .text) } }
        self.signals = signals
    }

    /// The place of what changed; nil when it is not among the signals.
    func place(of subject: SimulationEvent.Subject) -> Int? {
        switch subject {
        case .net(let number): number
        case .control(let number): firstControl + number
        case .output(let number): firstOutput + number
        case .quantity(let number): firstQuantity + number
        case .bus(let number): firstBus.map { $0 + number }
        case .line, .diagnostic: nil
        }
    }

    /// The place of a quantity.
    func place(ofQuantity number: Int) -> Int { firstQuantity + number }

    /// What the signal at a place is.
    func subject(at place: Int) -> SimulationEvent.Subject {
        if let firstBus, place >= firstBus { return .bus(place - firstBus) }
        if place >= firstQuantity { return .quantity(place - firstQuantity) }
        if place >= firstOutput { return .output(place - firstOutput) }
        return place >= firstControl ? .control(place - firstControl) : .net(place)
    }

    private static func kind(_ value: PartValue, unit: String) -> TraceSignal.Kind {
        switch value {
        case .flag: .logic
        case .number: .real(unit: unit.isEmpty ? nil : unit)
        case .text, .picture: .text
        }
    }
}

extension TraceValue {
    /// The value of a control, an output or a quantity; of a picture its size and a number that tells pictures apart.
    init(_ value: PartValue) {
        switch value {
        case .flag(let flag): self = .logic(Logic(flag))
        case .number(let number): self = .real(number)
        case .text(let text): self = .text(text)
        case .picture(let picture):
            // FNV-1a, 64 bits.
            let hash = picture.bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            self = .text("\(picture.width)x\(picture.height) #\(String(hash, radix: 16))")
        }
    }

    /// A step of a transaction on a bus, in short.
    init(_ step: BusStep) {
        let text =
            switch step {
            case .address(let address, let isRead, let isAcknowledged):
                "\(isRead ? "read" : "write") \(address)\(isAcknowledged ? "" : " NACK")"
            case .written(let byte, let isAcknowledged): "\(Self.hex(byte))\(isAcknowledged ? "" : " NACK")"
            case .read(let byte): "=\(Self.hex(byte))"
            case .select(let chipSelect): "select \(chipSelect)"
            case .exchanged(let sent, let received): "\(Self.hex(sent))=\(Self.hex(received))"
            case .stop: "stop"
            case .failed(let fault): "failed: \(fault)"
            }
        self = .text(text)
    }

    private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
