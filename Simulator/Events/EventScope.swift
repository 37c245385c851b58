// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a sink is told.
public struct EventScope: Sendable, Hashable {
    /// The nets whose logical values are told, by number; nil: all.
    public var nets: Set<Int>?
    /// Whether voltages of those nets are told, too, where they change without the logical value.
    public var volts: Bool
    /// Whether holders of lines are told.
    public var lines: Bool
    /// Whether outputs of parts are told.
    public var outputs: Bool
    /// Whether controls of parts are told.
    public var controls: Bool
    /// Whether quantities are told.
    public var quantities: Bool
    /// Whether steps on buses are told.
    public var buses: Bool
    /// Whether diagnostics are told.
    public var diagnostics: Bool

    /// Makes a scope.
    ///
    /// - Parameters:
    ///   - nets: The nets whose logical values are told, by number; nil: all. Each of them has its waves unrolled into edges.
    ///   - volts: Whether voltages of those nets are told, too.
    ///   - lines: Whether holders of lines are told.
    ///   - outputs: Whether outputs of parts are told.
    ///   - controls: Whether controls of parts are told.
    ///   - quantities: Whether quantities are told.
    ///   - buses: Whether steps on buses are told.
    ///   - diagnostics: Whether diagnostics are told.
    public init(
        nets: Set<Int>? = [], volts: Bool = false, lines: Bool = false, outputs: Bool = false, controls: Bool = false,
        quantities: Bool = false, buses: Bool = false, diagnostics: Bool = false
    ) {
        self.nets = nets
        self.volts = volts
        self.lines = lines
        self.outputs = outputs
        self.controls = controls
        self.quantities = quantities
        self.buses = buses
        self.diagnostics = diagnostics
    }

    /// Everything.
    public static let all = EventScope(
        nets: nil, volts: true, lines: true, outputs: true, controls: true, quantities: true, buses: true,
        diagnostics: true)
}
