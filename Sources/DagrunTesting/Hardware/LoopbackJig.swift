// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
internal import Synchronization

/// A bench made of resistors: each line is tied over one to another line of the same chip, which pulls it and measures it.
///
/// So any board can be its own bench, with nothing but its header. For a Raspberry Pi eight resistors of 10 kΩ do, between the pins of
/// ``Pair/raspberryPi``:
///
/// ```swift
/// let jig = LoopbackJig(try LinuxBackend(), chip: "gpiochip0")
/// for check in HardwareCheck.all { try await check.run(on: jig) }
/// ```
///
/// 10 kΩ are weak enough for an output to win over them, and strong enough against the pulls of the chip, some 50 kΩ.
public final class LoopbackJig: HardwareBench {
    /// Two lines that a resistor ties together.
    public struct Pair: Sendable, Hashable {
        /// The line that is tested, by its place on the chip.
        public let line: Int
        /// The line that pulls and measures it.
        public let hand: Int

        /// Makes a pair.
        ///
        /// - Parameters:
        ///   - line: The line that is tested, by its place on the chip.
        ///   - hand: The line that pulls and measures it.
        public init(_ line: Int, _ hand: Int) {
            self.line = line
            self.hand = hand
        }

        /// Pairs on the header of a Raspberry Pi that need none of its buses: GPIO17 and GPIO4, 18 and 5, 22 and 6, 23 and 12, 24 and
        /// 13, 25 and 16, 26 and 20, 27 and 21.
        public static let raspberryPi = [
            Pair(17, 4), Pair(18, 5), Pair(22, 6), Pair(23, 12), Pair(24, 13), Pair(25, 16), Pair(26, 20), Pair(27, 21),
        ]
    }

    /// The backend that is tested, and pulls.
    public let backend: any HardwareBackend
    /// The chip.
    public let chip: String
    /// The lines that are tested.
    public let lines: [Int]
    /// What else there is.
    public let abilities: BenchAbilities

    /// A line that pulls.
    private struct Hand {
        let request: any LineRequest
        var level: Level
    }

    private let pairs: [Int: Int]
    private let hands = Mutex<[Int: Hand]>([:])

    /// Uses a jig.
    ///
    /// - Parameters:
    ///   - backend: The backend that is tested, and pulls.
    ///   - chip: The chip, such as `gpiochip0`.
    ///   - pairs: What is tied together; eight pairs at least.
    ///   - abilities: What else there is, such as an MCP3008 or a wire from MOSI to MISO.
    public init(
        _ backend: any HardwareBackend, chip: String, pairs: [Pair] = Pair.raspberryPi,
        abilities: BenchAbilities = BenchAbilities()
    ) {
        self.backend = backend
        self.chip = chip
        self.abilities = abilities
        lines = pairs.map(\.line)
        self.pairs = Dictionary(pairs.map { ($0.line, $0.hand) }) { first, _ in first }
    }

    /// Drives the line at the other end of the resistor.
    ///
    /// - Parameters:
    ///   - line: The line's place on the chip.
    ///   - level: The level.
    /// - Throws: `HALError` when that line can't be had.
    public func pull(_ line: Int, to level: Level) async throws {
        try hands.withLock { hands in
            if hands[line] == nil {
                hands[line] = Hand(request: try claim(line, level), level: level)
            } else {
                try hands[line]?.request.set(level == .high, at: 0)
                hands[line]?.level = level
            }
        }
    }

    /// Drives the line at the other end of the resistor as often as it says.
    ///
    /// - Parameters:
    ///   - line: The line's place on the chip.
    ///   - levels: The levels, in order.
    /// - Throws: `HALError` when that line can't be had.
    public func pull(_ line: Int, through levels: [Level]) async throws {
        for level in levels { try await pull(line, to: level) }
    }

    /// Reads the line at the other end of the resistor, which only its weak pull inside the chip keeps where it was meanwhile.
    ///
    /// - Parameter line: The line's place on the chip.
    /// - Returns: The level.
    /// - Throws: `HALError` when that line can't be had.
    public func level(of line: Int) async throws -> Level {
        try hands.withLock { hands in
            let hand = try hands[line] ?? Hand(request: claim(line, .low), level: .low)
            hands[line] = hand
            try hand.request.reconfigure([.input(bias: hand.level == .high ? .pullUp : .pullDown)])
            let isHigh = try hand.request.value(at: 0)
            try hand.request.reconfigure([.output(hand.level == .high)])
            return Level(isHigh)
        }
    }

    /// A jig can't take its chip away.
    ///
    /// - Throws: `HALError` with the code `unsupported`.
    public func unplug() async throws {
        throw HALError(.unsupported, chip, reason: "nobody is there to take the chip out of a jig")
    }

    /// The chip is there.
    public func plug() async throws {}

    private func claim(_ line: Int, _ level: Level) throws -> any LineRequest {
        guard let hand = pairs[line] else {
            throw HALError(
                .notFound, "\(chip):\(line)", reason: "the jig ties the line to no other one",
                alternatives: pairs.keys.sorted().map(String.init))
        }
        return try backend.request(
            [LineAddress(chip: chip, offset: hand)], [.output(level == .high)], consumer: "dagrun-jig")
    }
}
