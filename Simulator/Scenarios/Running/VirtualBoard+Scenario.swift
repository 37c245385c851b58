// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

extension VirtualBoard {
    /// Puts a fault in whose times count from now.
    func inject(fromNow fault: Fault) throws(BoardError) -> Int {
        try locked { kernel throws(BoardError) in
            let elapsed = Duration.nanoseconds(kernel.now - kernel.begin)
            var fault = fault
            fault.from += elapsed
            if let until = fault.until { fault.until = until + elapsed }
            return try kernel.inject(fault)
        }
    }

    /// Looks whether a fault can be put in.
    func check(_ fault: Fault) throws(BoardError) {
        try locked { kernel throws(BoardError) in try kernel.check(fault) }
    }
}
