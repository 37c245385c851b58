// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something that goes wrong on a board, as data: what, where, when and how often.
///
/// ```swift
/// try board.inject(Fault(.stuckAt(.low), at: "GPIO18", from: .seconds(2), until: .seconds(3)))
/// try board.inject(Fault(.noAcknowledgeAddress, at: "i2c-1@0x3c", probability: 0.1, seed: 7))
/// ```
///
/// Faults are values: tests hold lists of them, scenarios and files have them as objects; see ``init(fields:)``.
public struct Fault: Sendable, Hashable {
    /// What goes wrong.
    public var kind: Kind
    /// Where, as its kind needs it: a pin (`led1:A`), a net or a line (`GPIO18`, `gpiochip0:18`), a part (`dht1`), a chip (`gpiochip0` or its
    /// label), a bus (`i2c-1`) or an address on it (`i2c-1@0x3c`).
    public var target: String
    /// When it begins, counted from the board's begin.
    public var from: Duration
    /// When it ends, counted from the board's begin; nil: never.
    public var until: Duration?
    /// How likely it strikes, 0 to 1: at each occasion where there are some, such as an edge or a byte; else once, when it begins.
    public var probability: Double
    /// What its own chance begins with; nil: the board's seed and the fault's place decide.
    public var seed: UInt64?

    /// Makes a fault.
    ///
    /// - Parameters:
    ///   - kind: What goes wrong.
    ///   - target: Where.
    ///   - from: When it begins, counted from the board's begin.
    ///   - until: When it ends, counted from the board's begin; nil: never.
    ///   - probability: How likely it strikes, 0 to 1.
    ///   - seed: What its own chance begins with.
    public init(
        _ kind: Kind, at target: String, from: Duration = .zero, until: Duration? = nil, probability: Double = 1,
        seed: UInt64? = nil
    ) {
        self.kind = kind
        self.target = target
        self.from = from
        self.until = until
        self.probability = probability
        self.seed = seed
    }
}
