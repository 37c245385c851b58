// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension RunSeed {
    /// Takes what a run's record says.
    ///
    /// Tasks that the graph does not have are left out.
    ///
    /// - Parameters:
    ///   - record: The sum of the run's events.
    ///   - graph: The graph that is to go on.
    public init(_ record: RunRecord, graph: PlanGraph) {
        self.init()
        for (id, count) in record.mappedCounts {
            if let task = graph.task(id) { counts[task] = count }
        }
        for (id, recorded) in record.instances {
            guard let instance = graph.instance(id) else { continue }
            var seed = Instance(
                state: recorded.state, tryNumber: recorded.attempts.last?.tryNumber ?? 0,
                lostTries: recorded.clearedTries
                    + recorded.attempts.count { $0.tryNumber > recorded.clearedTries && $0.isLost })
            if let value = recorded.value, value != Array("null".utf8) {
                seed.returned = true
                if graph.isMappedOver(instance.task) { seed.length = Self.length(value) }
            }
            if recorded.state == .success {
                seed.skipped = recorded.attempts.last?.outcome?.skipped?.compactMap { graph.task($0) } ?? []
            }
            instances[instance] = seed
        }
    }

    /// The number of elements or members of a JSON text.
    private static func length(_ value: [UInt8]) -> Int? {
        switch try? JSONValue(parsing: value) {
        case .array(let elements): elements.count
        case .object(let members): members.count
        default: nil
        }
    }
}
