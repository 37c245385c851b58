// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a task or group is mapped over.
struct Expansion: Sendable {
    var definition: ExpandDefinition
    private let sources: [ErasedMapSource]

    init(_ mode: ExpandDefinition.Mode, _ sources: [ErasedMapSource]) {
        self.sources = sources
        definition = ExpandDefinition(
            mode: mode,
            over: sources.enumerated().map { index, source in
                let name = sources.count == 1 ? "element" : "element\(index + 1)"
                // A source with a problem is reported as that alone, not as what it was made of.
                if source.problem == nil, let task = source.dependency?.taskID {
                    return ExpandDefinition.Source(name: name, task: task)
                }
                return ExpandDefinition.Source(name: name, literal: (source.literal ?? []) ?? [])
            })
    }

    /// The upstreams it needs.
    var dependencies: [(name: String, dependency: InputDependency)] {
        zip(definition.over, sources).compactMap { over, source in source.dependency.map { (over.name, $0) } }
    }

    /// What is wrong with it.
    var problems: [String] { sources.compactMap(\.problem) }

    /// Which element of each source the present instance takes.
    func indexes(_ context: TaskContext) async throws -> [Int] {
        var counts: [Int] = []
        for source in sources { counts.append(try await source.count(context)) }
        guard let indices = ExpansionArithmetic.indices(of: context.mapIndex, definition.mode, lengths: counts) else {
            throw TaskSignal.fail("map index \(context.mapIndex) is beyond what the task is mapped over now")
        }
        return indices
    }
}
