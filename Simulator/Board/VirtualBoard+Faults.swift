// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension VirtualBoard {
    /// Puts a fault into the board.
    ///
    /// Diagnostics of the kind ``Diagnostic/Kind/fault`` tell when it begins and ends.
    ///
    /// - Parameter fault: The fault.
    /// - Returns: Its number, to take it out again.
    /// - Throws: ``BoardError`` when what it is aimed at isn't there, or its numbers make no sense.
    @discardableResult
    public func inject(_ fault: Fault) throws(BoardError) -> Int {
        try locked { kernel throws(BoardError) in try kernel.inject(fault) }
    }

    /// Takes a fault out.
    ///
    /// Nothing happens when it is out already.
    ///
    /// - Parameter number: Its number.
    public func remove(fault number: Int) {
        locked {
            $0.faults.remove(number, $0)
            $0.settle()
        }
    }

    /// The faults that were put in and not taken out, by number, and whether each is at work now.
    public var faults: [(number: Int, fault: Fault, isActive: Bool)] {
        locked { kernel in
            kernel.faults.faults.enumerated().filter { !$1.isRemoved }.map { ($0, $1.fault, $1.isActive) }
        }
    }
}
