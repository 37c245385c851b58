// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension RunPlan {
    /// How many instances a task that is not expanded yet should have.
    enum Expansion: Equatable {
        /// So many.
        case count(Int)
        /// An input is missing.
        case unknown
        /// It can't be expanded.
        case fault(String)
    }

    /// The index of the element that an instance gets from each input of its expansion.
    ///
    /// Where an input is a mapped upstream, its elements are the values of those instances that returned one, by map
    /// index.
    ///
    /// - Parameter instance: An expanded instance.
    /// - Returns: An index for each input in the order of declaration; nil where it is not mapped or has no such index.
    public func sourceIndices(_ instance: PlanInstance) -> [Int]? {
        guard slot(instance) != nil, let expansion = graph.expansion(of: instance.task) else { return nil }
        let lengths = expansion.sources.compactMap { length(of: $0) }
        guard lengths.count == expansion.sources.count else { return nil }
        return ExpansionArithmetic.indices(of: instance.mapIndex, expansion.mode, lengths: lengths)
    }

    /// The length of an input; nil while it is not known.
    ///
    /// Source: Airflow 3.3, `get_task_map_length`.
    private func length(of source: PlanExpansion.Source) -> Int? {
        switch source {
        case .literal(let length): return length
        case .task(let task):
            guard graph.tasks[Int(task)].expansion >= 0 else { return lengths[task].map(Int.init) }
            return progress[Int(task)].open > 0 ? nil : Int(returned[task] ?? 0)
        }
    }

    /// The most instances that are planned in one run, so that counting them stays within 32 bits.
    static let largestRun = 1 << 30

    /// Whether so many more instances can be planned.
    func fits(_ count: Int) -> Bool { count <= Self.largestRun - cells.count }

    /// How many instances a task that is not expanded yet should have.
    func expansionCount(_ task: Int) -> Expansion {
        guard let expansion = graph.expansion(of: task) else { return .unknown }
        var lengths: [Int] = []
        for source in expansion.sources {
            guard let length = length(of: source) else { return .unknown }
            lengths.append(length)
        }
        switch ExpansionArithmetic.total(expansion.mode, lengths: lengths) {
        case .count(let count):
            return fits(count)
                ? .count(count) : .fault("The run would have more than \(Self.largestRun) instances. Map over less.")
        case .unequal(let lengths):
            return .fault(
                "The lists to zip have \(lengths.map(String.init).joined(separator: " and ")) elements; "
                    + "they must be equally long.")
        case .tooMany:
            return .fault(
                "Lists of \(lengths.map(String.init).joined(separator: " × ")) elements make more than "
                    + "\(ExpansionArithmetic.largestCount) instances. Map over less.")
        }
    }

    /// What an unexpanded instance becomes because of what it is mapped over.
    ///
    /// Source: Airflow 3.3, `MappedTaskUpstreamDep`, which sees what the look under way has found so far.
    ///
    /// - Returns: `start` when nothing stands against it.
    func mappedUpstreamVerdict(_ task: Int) -> Verdict {
        guard graph.tasks[task].isMapped, let expansion = graph.expansion(of: task) else { return .start }
        var others = false
        var skipped = false
        for source in expansion.sources {
            guard case .task(let source) = source, progress[Int(source)].count < 0 else { continue }
            let cell = cells[Int(source)]
            switch cell.found ?? cell.state {
            case .failed, .upstreamFailed: return .decide(.upstreamFailed)
            case .skipped: skipped = true
            case .removed: others = true
            default: break
            }
        }
        return skipped ? .decide(.skipped) : others ? .wait : .start
    }

    /// Replaces the one instance of a mapped task by its instances.
    mutating func expand(_ task: Int, to count: Int) {
        let facts = graph.tasks[task]
        let state = cells[task]
        progress[task].base = Int32(cells.count)
        progress[task].count = Int32(count)
        progress[task].pending += Int32(count - 1)
        cells.append(contentsOf: repeatElement(Cell(state: state.state, lastRetry: facts.retries), count: count))
        // The first one goes on as what the unexpanded one was.
        cells[Int(progress[task].base)].tryNumber = state.tryNumber
        cells[Int(progress[task].base)].lastRetry = state.lastRetry
        addOpen(count - 1, task: task)
        for place in graph.downstream.range(task) {
            let target = Int(graph.downstream.targets[place])
            guard !graph.sharesIndex(task, target) else { continue }
            progress[target].tally.total += Int32(count - 1)
            if facts.isSetup { progress[target].tally.setups += Int32(count - 1) }
        }
        if facts.mappedGroup >= 0 { countGroupUpstreams(task, count: count) }
    }

    /// Counts for each new instance the upstream instances of the same index.
    private mutating func countGroupUpstreams(_ task: Int, count: Int) {
        let first = tallies.count
        progress[task].tallyBase = Int32(first)
        tallies.append(contentsOf: repeatElement(UpstreamTally(), count: count))
        for source in graph.upstream.row(task) where graph.sharesIndex(task, Int(source)) {
            let isSetup = graph.tasks[Int(source)].isSetup
            for index in 0..<min(count, Int(max(0, progress[Int(source)].count))) {
                let state = cells[Int(progress[Int(source)].base) + index].state
                if let state { tallies[first + index].count(state, isSetup: isSetup) }
            }
        }
    }
}
