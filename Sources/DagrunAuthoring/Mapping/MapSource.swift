// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// One list or dictionary that a task is mapped over.
struct MapSource<Element: Sendable>: Sendable {
    let erased: ErasedMapSource
    let element: @Sendable (Int, TaskContext) async throws -> Element

    init(_ list: Input<[Element]>) where Element: Codable {
        erased = ErasedMapSource(list, literal: list.constant.map { try? $0.map(Self.json) }) {
            try await $0.resolve(list).count
        }
        element = { index, context in
            let elements = try await context.resolve(list)
            guard elements.indices.contains(index) else {
                throw TaskSignal.fail("map index \(index) is beyond the \(elements.count) elements of the list")
            }
            return elements[index]
        }
    }

    init<Value: Codable & Sendable>(_ members: Input<[String: Value]>) where Element == (key: String, value: Value) {
        erased = ErasedMapSource(
            members,
            literal: members.constant.map { constant in
                try? constant.sorted { $0.key < $1.key }.map {
                    .array([.string($0.key), try MapSource<Value>.json($0.value)])
                }
            }
        ) { try await $0.resolve(members).count }
        element = { index, context in
            let sorted = try await context.resolve(members).sorted { $0.key < $1.key }
            guard sorted.indices.contains(index) else {
                throw TaskSignal.fail("map index \(index) is beyond the \(sorted.count) members of the dictionary")
            }
            return sorted[index]
        }
    }
}

extension MapSource where Element: Encodable {
    fileprivate static func json(_ element: Element) throws -> JSONValue {
        try XComValue(element).decode(as: JSONValue.self)
    }
}
