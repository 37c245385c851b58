// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension VirtualBoard {
    /// Tells a sink the changes on the board from now on.
    ///
    /// At most 64 sinks are told at a time.
    ///
    /// - Parameters:
    ///   - sink: The sink.
    ///   - scope: What it is told.
    /// - Returns: The sink's place; it is told no more once that is cancelled or let go.
    public func subscribe(_ sink: any EventSink, to scope: EventScope = .all) -> Subscription {
        let place = locked { $0.subscribe(sink, to: scope) }
        return Subscription(board: self, place: place)
    }

    func unsubscribe(_ place: Int, _ subscription: Subscription) {
        locked { $0.unsubscribe(place) }
    }

    /// The logical values of all nets at this instant, by number.
    public var netValues: [Logic] { locked { kernel in (0..<kernel.nets.count).map { kernel.logic(of: Int32($0)) } } }

    /// The values of all outputs at this instant, by number.
    public var outputValues: [PartValue] { locked { $0.outputs.array } }

    /// The values of all controls at this instant, by number.
    public var controlValues: [PartValue] { locked { $0.controls.array } }

    /// The values of all quantities at this instant, by number.
    public var quantityValues: [Double] {
        locked { kernel in kernel.catalog.quantities.indices.map { kernel.environment.value($0, kernel) } }
    }
}
