// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Logical values of some lines of a request.
///
/// Bit *n* stands for the line at place *n* of the request, as in `struct gpio_v2_line_values` of Linux `include/uapi/linux/gpio.h`.
public struct LineValues: Sendable, Hashable, CustomStringConvertible {
    /// The values: 1 for active.
    public var bits: UInt64
    /// Which lines are meant.
    public var mask: UInt64

    /// Makes values.
    ///
    /// - Parameters:
    ///   - bits: The values: 1 for active. Bits of lines that aren't meant don't count.
    ///   - mask: Which lines are meant.
    public init(bits: UInt64, mask: UInt64) {
        self.bits = bits & mask
        self.mask = mask
    }

    /// The value of one line.
    ///
    /// - Parameters:
    ///   - value: The logical value.
    ///   - index: The place of the line in its request, 0 to 63.
    public init(_ value: Bool, at index: Int) { self.init(bits: value ? 1 << index : 0, mask: 1 << index) }

    /// The values of the first lines of a request, in order.
    ///
    /// - Parameter values: At most 64 logical values.
    public init(_ values: some Collection<Bool>) {
        precondition(values.count <= 64, "a request has at most 64 lines")
        self.init(bits: 0, mask: values.count == 64 ? .max : (1 << values.count) - 1)
        for (index, value) in values.enumerated() where value { bits |= 1 << index }
    }

    /// The value of a line; nil where it isn't meant.
    ///
    /// - Parameter index: The place of the line in its request, 0 to 63.
    public subscript(index: Int) -> Bool? {
        get { mask & (1 << index) == 0 ? nil : bits & (1 << index) != 0 }
        set {
            mask = newValue == nil ? mask & ~(1 << index) : mask | (1 << index)
            bits = newValue == true ? bits | (1 << index) : bits & ~(1 << index)
        }
    }

    /// The values by place, as in `0=1 3=0`.
    public var description: String {
        (0..<64).compactMap { index in self[index].map { "\(index)=\($0 ? 1 : 0)" } }.joined(separator: " ")
    }
}
