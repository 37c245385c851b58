// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// What a physical model can do while it is called.
///
/// A context is good for one call and can't be kept. Quantities are known by number; ``quantity(_:)`` gives it.
@safe
public struct ModelContext: ~Copyable {
    // As in PartContext.
    private unowned(unsafe) let kernel: Kernel

    init(_ kernel: Kernel) { unsafe self.kernel = kernel }

    private var unsafeKernel: Kernel { unsafe kernel }

    /// The present instant.
    public var now: Timestamp { Timestamp(nanoseconds: unsafeKernel.now) }

    /// The number of a quantity.
    ///
    /// - Parameter name: The name.
    /// - Returns: The number; nil where there is no such quantity.
    public func quantity(_ name: String) -> Int? { unsafeKernel.catalog.quantityNumbers[name] }

    /// The value of a quantity, by number.
    ///
    /// Setting one takes the value into the quantity's range.
    ///
    /// - Parameter quantity: The number.
    public subscript(quantity: Int) -> Double {
        get { unsafeKernel.environment.stored(quantity) }
        nonmutating set { unsafeKernel.environment.set(quantity, newValue, isFromOutside: false, unsafeKernel) }
    }

    /// Brings an amount from outside, or takes it there, so that balances know of it.
    ///
    /// - Parameters:
    ///   - amount: How much; less than 0 to take it away.
    ///   - quantity: The number of the quantity.
    public func bring(_ amount: Double, to quantity: Int) {
        unsafeKernel.environment.set(
            quantity, unsafeKernel.environment.stored(quantity) + amount, isFromOutside: true, unsafeKernel)
    }

    /// Moves an amount from one quantity to another, as far as there is some and as it has room.
    ///
    /// - Parameters:
    ///   - amount: How much; not less than 0.
    ///   - source: The number of the quantity that it is taken from.
    ///   - target: The number of the quantity that it is added to.
    /// - Returns: How much was moved.
    @discardableResult
    public func move(_ amount: Double, from source: Int, to target: Int) -> Double {
        unsafeKernel.environment.move(amount, from: source, to: target, unsafeKernel)
    }
}
