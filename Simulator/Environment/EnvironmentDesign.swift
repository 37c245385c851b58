// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The physical surroundings of a board: quantities, and the models that change them.
public struct EnvironmentDesign {
    /// The quantities.
    public var quantities: [Quantity]
    /// The models that change them.
    public var models: [any PhysicalModel]
    /// The balances that must hold.
    public var conservations: [Conservation]

    /// Makes surroundings.
    ///
    /// - Parameters:
    ///   - quantities: The quantities.
    ///   - models: The models that change them.
    ///   - conservations: The balances that must hold.
    public init(
        quantities: [Quantity] = [], models: [any PhysicalModel] = [], conservations: [Conservation] = []
    ) {
        self.quantities = quantities
        self.models = models
        self.conservations = conservations
    }

    mutating func add(_ other: EnvironmentDesign) {
        quantities += other.quantities
        models += other.models
        conservations += other.conservations
    }
}
