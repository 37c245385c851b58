// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Which setups a task waits for besides its direct upstreams, and which tasks a teardown waits for.
///
/// Source: Airflow 3.3, `get_upstreams_only_setups` and `TriggerRuleDep._evaluate_teardown_scope`. Sets of setups are
/// bits of words, passed along the edges in topological order, some hundred setups at a time so that the memory stays
/// small: a DAG without setups costs nothing.
struct SetupScopes {
    /// For each task that is no teardown, its relevant setups that are not right in front of it.
    private(set) var indirectSetups: Adjacency
    /// For each teardown, the tasks behind one of its direct setups and in front of it, but not right in front.
    private(set) var scopes: Adjacency

    init(tasks: [PlanTask], upstream: Adjacency, downstream: Adjacency, order: [Int32]) {
        let setups = tasks.indices.filter { tasks[$0].isSetup && downstream.count($0) > 0 }
        indirectSetups = Adjacency(nodes: tasks.count)
        scopes = Adjacency(nodes: tasks.count)
        guard !setups.isEmpty else { return }

        var setupFrom: [Int32] = []
        var setupTo: [Int32] = []
        var scopeFrom: [Int32] = []
        var scopeTo: [Int32] = []
        let teardowns = tasks.indices.filter { tasks[$0].isTeardown }
        // 8 MiB for each of the two tables, or one word a task.
        let words = max(1, min((setups.count + 63) / 64, (1 << 20) / max(1, tasks.count)))
        var begin = 0
        while begin < setups.count {
            let chunk = setups[begin..<min(setups.count, begin + words * 64)]
            begin += words * 64
            let sets = Chunk(
                setups: chunk, words: words, tasks: tasks, upstream: upstream, downstream: downstream, order: order)
            for task in tasks.indices where !tasks[task].isTeardown {
                sets.forEachRelevant(task) { setup in
                    if !upstream.contains(task, setup) {
                        setupFrom.append(Int32(task))
                        setupTo.append(setup)
                    }
                }
            }
            for teardown in teardowns {
                sets.collectScope(of: teardown, tasks: tasks, upstream: upstream) { task in
                    scopeFrom.append(Int32(teardown))
                    scopeTo.append(task)
                }
            }
        }
        indirectSetups = Adjacency(nodes: tasks.count, from: setupFrom, to: setupTo)
        scopes = Adjacency(nodes: tasks.count, from: scopeFrom, to: scopeTo)
    }

    /// The sets of some setups.
    private struct Chunk {
        let setups: ArraySlice<Int>
        let words: Int
        /// For each task: which setups lie somewhere in front of it.
        var before: [UInt64]
        /// For each task: which setups have a teardown somewhere behind it.
        var behind: [UInt64]
        /// Which setups have no teardown at all.
        var loose: [UInt64]
        var numbers: [Int32: Int] = [:]

        init(
            setups: ArraySlice<Int>, words: Int, tasks: [PlanTask], upstream: Adjacency, downstream: Adjacency,
            order: [Int32]
        ) {
            self.setups = setups
            self.words = words
            before = [UInt64](repeating: 0, count: tasks.count * words)
            behind = before
            loose = [UInt64](repeating: 0, count: words)
            var own: [Int32: [UInt64]] = [:]
            for (bit, setup) in setups.enumerated() {
                numbers[Int32(setup)] = bit
                var isLoose = true
                for task in downstream.row(setup) where tasks[Int(task)].isTeardown {
                    isLoose = false
                    own[task, default: [UInt64](repeating: 0, count: words)][bit / 64] |= 1 << UInt64(bit % 64)
                }
                if isLoose { loose[bit / 64] |= 1 << UInt64(bit % 64) }
            }
            for task in order {
                let row = Int(task) * words
                for source in upstream.row(Int(task)) {
                    for word in 0..<words { before[row + word] |= before[Int(source) * words + word] }
                    if let bit = numbers[source] { before[row + bit / 64] |= 1 << UInt64(bit % 64) }
                }
            }
            for task in order.reversed() {
                let row = Int(task) * words
                for target in downstream.row(Int(task)) {
                    for word in 0..<words { behind[row + word] |= behind[Int(target) * words + word] }
                    if let sets = own[target] { for word in 0..<words { behind[row + word] |= sets[word] } }
                }
            }
        }

        /// Calls for each setup in front of a task that has no teardown, or one behind the task.
        func forEachRelevant(_ task: Int, _ body: (Int32) -> Void) {
            for word in 0..<words {
                var bits = before[task * words + word] & (loose[word] | behind[task * words + word])
                while bits != 0 {
                    body(Int32(setups[setups.startIndex + word * 64 + bits.trailingZeroBitCount]))
                    bits &= bits - 1
                }
            }
        }

        /// Walks upstream from a teardown as long as one of its direct setups lies further up.
        func collectScope(of teardown: Int, tasks: [PlanTask], upstream: Adjacency, _ body: (Int32) -> Void) {
            var mask = [UInt64](repeating: 0, count: words)
            var isEmpty = true
            for source in upstream.row(teardown) {
                guard tasks[Int(source)].isSetup, let bit = numbers[source] else { continue }
                mask[bit / 64] |= 1 << UInt64(bit % 64)
                isEmpty = false
            }
            if isEmpty { return }
            var visited: Set<Int32> = [Int32(teardown)]
            var stack = [Int32(teardown)]
            while let task = stack.popLast() {
                for source in upstream.row(Int(task)) {
                    let isInScope = (0..<words).contains { before[Int(source) * words + $0] & mask[$0] != 0 }
                    guard isInScope, visited.insert(source).inserted else { continue }
                    stack.append(source)
                    if !upstream.contains(teardown, source) { body(source) }
                }
            }
        }
    }
}
