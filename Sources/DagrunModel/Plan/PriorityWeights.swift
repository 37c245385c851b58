// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Effective priorities, as Airflow's weight rules make them.
///
/// `absolute` is the task's own weight. `downstream` adds the weight of each task behind it once, `upstream` of each task
/// in front of it once. Sums saturate at 32 bits, as Airflow's column does.
///
/// Counting each task once takes time in the order of tasks × edges. That is done, with bits of words, up to
/// ``exactLimit`` tasks. In larger graphs the sum is taken along the heaviest path instead: tasks with a long tail still
/// come first, at linear cost, but breadth does not count.
///
/// Source: Airflow 3.3, `airflow.task.priority_strategy`.
struct PriorityWeights {
    /// The largest number of tasks whose sums are exact.
    static let exactLimit = 4096

    /// The effective priority of each task.
    private(set) var weights: [Int32]

    init(
        _ tasks: [(own: Int32, rule: WeightRule)], upstream: Adjacency, downstream: Adjacency, order: [Int32]
    ) {
        let own = tasks.map(\.own)
        weights = own
        for rule in [WeightRule.downstream, .upstream] where tasks.contains(where: { $0.rule == rule }) {
            let edges = rule == .downstream ? downstream : upstream
            let sequence = rule == .downstream ? order.reversed() : order
            let sums =
                tasks.count <= Self.exactLimit
                ? Self.exact(own, edges: edges, order: sequence) : Self.heaviest(own, edges: edges, order: sequence)
            for task in tasks.indices where tasks[task].rule == rule { weights[task] = sums[task] }
        }
    }

    /// Sums over all that can be reached; `order` has each task behind those it leads to.
    private static func exact(_ own: [Int32], edges: Adjacency, order: [Int32]) -> [Int32] {
        var sums = own.map(Int64.init)
        let uniform = own.allSatisfy { $0 == own.first } ? own.first.map(Int64.init) : nil
        // Eight words at a time: the table of a chunk stays in the cache.
        let words = 8
        var table = [UInt64](repeating: 0, count: own.count * words)
        for begin in stride(from: 0, to: own.count, by: words * 64) {
            for task in order {
                let row = Int(task) * words
                for word in 0..<words { table[row + word] = 0 }
                for place in edges.range(Int(task)) {
                    let target = Int(edges.targets[place])
                    for word in 0..<words { table[row + word] |= table[target * words + word] }
                    let bit = target - begin
                    if bit >= 0, bit < words * 64 { table[row + bit / 64] |= 1 << UInt64(bit % 64) }
                }
                var sum: Int64 = 0
                for word in 0..<words {
                    var bits = table[row + word]
                    if let uniform {
                        sum += uniform * Int64(bits.nonzeroBitCount)
                    } else {
                        while bits != 0 {
                            sum += Int64(own[begin + word * 64 + bits.trailingZeroBitCount])
                            bits &= bits - 1
                        }
                    }
                }
                // At most 4096 terms of 32 bits: this can't overflow.
                sums[Int(task)] += sum
            }
        }
        return sums.map { Int32(clamping: $0) }
    }

    private static func heaviest(_ own: [Int32], edges: Adjacency, order: [Int32]) -> [Int32] {
        var sums = own
        for task in order {
            var heaviest: Int32 = 0
            for place in edges.range(Int(task)) { heaviest = max(heaviest, sums[Int(edges.targets[place])]) }
            sums[Int(task)] = Int32(clamping: Int64(own[Int(task)]) + Int64(heaviest))
        }
        return sums
    }
}
