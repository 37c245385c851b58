// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The lists that a task is mapped over together.
struct MapSources<each Element: Codable & Sendable>: Sendable {
    /// What the task is mapped over, as the document has it.
    let expansion: Expansion
    private let sources: (repeat MapSource<each Element>)

    init(_ mode: ExpandDefinition.Mode, _ lists: repeat Input<[each Element]>) {
        sources = (repeat MapSource(each lists))
        var erased: [ErasedMapSource] = []
        for source in repeat each sources { erased.append(source.erased) }
        expansion = Expansion(mode, erased)
    }

    /// What the present instance takes of each list.
    func elements(_ context: TaskContext) async throws -> (repeat each Element) {
        var indexes = try await expansion.indexes(context).makeIterator()
        return try await (repeat (each sources).element(indexes.next() ?? 0, context))
    }
}
