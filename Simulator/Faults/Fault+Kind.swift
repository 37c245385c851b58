// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Fault {
    /// What goes wrong.
    public enum Kind: Sendable, Hashable {
        /// A net: after each change of its level it swings up to `count` times more within `duration`.
        case bounce(duration: Duration, count: Int)
        /// A net: pulses of the other level, `width` long, on average one in each `every`.
        case glitch(width: Duration, every: Duration)
        /// A net: it is held low, high or unknown.
        case stuckAt(Logic)
        /// A pin: it is cut off from its net.
        case openWire
        /// A net: it conducts to another one, named as a pin, a net or a line.
        case shortTo(String)
        /// A pin of a converter: what is measured there has normal noise of so many volts.
        case noise(volts: Double)
        /// A pin of a converter: what is measured there goes off by so many volts an hour since the fault began.
        case drift(voltsPerHour: Double)
        /// A pin of a converter: what is measured there is off by so many volts.
        case offset(volts: Double)
        /// A pin of a converter: what is measured there stays within some volts.
        case saturation(ClosedRange<Double>)
        /// A bus, an address on it or a part: the device doesn't answer to its address.
        case noAcknowledgeAddress
        /// A bus, an address on it or a part: the device refuses the byte with this number of a transaction, from 0.
        case noAcknowledgeData(index: Int)
        /// A bus, an address on it or a part: the device holds the clock until the controller gives up, after a second.
        case clockTimeout
        /// A bus, an address on it or a part: another controller of the bus wins it when the device is addressed.
        case arbitrationLost
        /// An I2C bus: its data wire is held low.
        case busStuck
        /// A bus, an address on it or a part: a bit of a byte is turned over, in either direction.
        case corrupt
        /// A part: it is without power. A computer's requests, transactions and PWM channels end, and its own supplies fail.
        case brownOut
        /// A part: it is without power for ten milliseconds.
        case reset
        /// A chip: it is gone.
        case chipUnplugged
        /// A line: somebody else claims it, if it is free then.
        case busy(holder: String)
        /// A chip or a bus: the user may not open it.
        case permissionDenied
        /// A chip: queues of events hold only so many events.
        case queueOverflow(depth: Int)
        /// A chip or a line: an edge is noticed up to so much later, and not at all when the level is back by then.
        case lateTimestamps(by: Duration)
    }
}

extension Fault.Kind {
    /// Whether there are occasions, at each of which it may strike.
    var hasOccasions: Bool {
        switch self {
        case .bounce, .glitch, .noise, .noAcknowledgeAddress, .noAcknowledgeData, .clockTimeout,
            .arbitrationLost, .corrupt,
            .permissionDenied,
            .lateTimestamps:
            true
        case .stuckAt, .openWire, .shortTo, .drift, .offset, .saturation, .busStuck, .brownOut, .reset, .chipUnplugged,
            .busy,
            .queueOverflow:
            false
        }
    }

    /// The name in scenarios and files, such as `stuck-at`.
    public var name: String {
        switch self {
        case .bounce: "bounce"
        case .glitch: "glitch"
        case .stuckAt: "stuck-at"
        case .openWire: "open-wire"
        case .shortTo: "short-to"
        case .noise: "noise"
        case .drift: "drift"
        case .offset: "offset"
        case .saturation: "saturation"
        case .noAcknowledgeAddress: "nack-address"
        case .noAcknowledgeData: "nack-data"
        case .clockTimeout: "clock-timeout"
        case .arbitrationLost: "arbitration-lost"
        case .busStuck: "bus-stuck"
        case .corrupt: "corrupt"
        case .brownOut: "brown-out"
        case .reset: "reset"
        case .chipUnplugged: "chip-unplugged"
        case .busy: "busy"
        case .permissionDenied: "permission-denied"
        case .queueOverflow: "queue-overflow"
        case .lateTimestamps: "late-timestamps"
        }
    }
}
