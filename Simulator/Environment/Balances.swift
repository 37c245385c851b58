// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What quantities should add up to.
struct Balances {
    private struct Balance {
        let conservation: Conservation
        let quantities: [Int]
        var expected: Double
        var isBroken = false
    }

    private var balances: [Balance] = []
    // By quantity: the balances that it is in.
    private var byQuantity: [Int: [Int]] = [:]

    /// Keeps an eye on a sum, which should stay what it is now.
    mutating func add(_ conservation: Conservation, of quantities: [Int], _ values: [Double]) {
        for quantity in quantities { byQuantity[quantity, default: []].append(balances.count) }
        balances.append(
            Balance(
                conservation: conservation, quantities: quantities,
                expected: quantities.reduce(0) { $0 + values[$1] }))
    }

    /// Something came to a quantity from outside, or went there.
    mutating func came(_ amount: Double, to quantity: Int) {
        for balance in byQuantity[quantity] ?? [] { balances[balance].expected += amount }
    }

    /// Tells of sums that are not what they should be; of each once.
    mutating func check(_ values: [Double], _ kernel: Kernel) {
        for index in balances.indices where !balances[index].isBroken {
            let balance = balances[index]
            let sum = balance.quantities.reduce(0) { $0 + values[$1] }
            guard abs(sum - balance.expected) > balance.conservation.tolerance else { continue }
            balances[index].isBroken = true
            kernel.report(
                .conservation, balance.conservation.name,
                "it adds up to \(sum) and should be \(balance.expected): "
                    + balance.conservation.quantities.joined(separator: " + "))
        }
    }
}
