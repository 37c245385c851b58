// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Random numbers that a seed repeats on each machine.
///
/// SplitMix64; source: Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
public struct SeededRandom: RandomNumberGenerator, Sendable, BitwiseCopyable {
    private var state: UInt64

    /// Makes a generator.
    ///
    /// - Parameter seed: The seed; equal seeds give equal numbers.
    public init(seed: UInt64) { state = seed }

    /// Makes a generator for one of several users of one seed.
    ///
    /// - Parameters:
    ///   - seed: The seed of all.
    ///   - name: The user's name.
    public init(seed: UInt64, name: String) {
        // FNV-1a: the same in each process, unlike Hasher.
        state = name.utf8.reduce(seed ^ 0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// The next number.
    ///
    /// - Returns: 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// The number that would come next.
    ///
    /// - Returns: 64 random bits.
    func peek() -> UInt64 {
        var copy = self
        return copy.next()
    }

    /// A number from 0 up to 1, without 1.
    ///
    /// - Returns: The number.
    public mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number with the standard normal distribution.
    ///
    /// - Returns: The number; the sum of twelve uniform ones less six, so it is within -6 to 6.
    public mutating func nextNormal() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += nextUnit() }
        return sum
    }
}
