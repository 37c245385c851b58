// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// The floor: the same bodies in the same order in Swift's own task groups, each value encoded to JSON, and nothing else.
struct BareTaskGroup: Sendable {
    // What a program without Dagrun has for it; keys are sorted as Dagrun sorts them.
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    private struct Result: Sendable {
        var value: Payload
        var json: [UInt8]
    }

    /// Does a task.
    private static func run(after upstream: [Payload]) throws -> Result {
        let value = Payload(after: upstream)
        return Result(value: value, json: [UInt8](try encoder.encode(value)))
    }

    /// Does many tasks side by side.
    private static func level(_ count: Int, after upstream: [Payload]) async throws -> [Result] {
        try await withThrowingTaskGroup(of: Result.self) { group in
            for _ in 0..<count { group.addTask { try run(after: upstream) } }
            var results: [Result] = []
            for try await result in group { results.append(result) }
            return results
        }
    }

    /// As ``RunShape/wide(_:)``.
    ///
    /// - Returns: How many bytes of JSON there were.
    static func wide(_ count: Int = 1_000) async throws -> Int {
        try await level(count, after: []).reduce(0) { $0 + $1.json.count }
    }

    /// As ``RunShape/diamond(levels:width:)``.
    ///
    /// - Returns: How many bytes of JSON there were.
    static func diamond(levels: Int = 10, width: Int = 100) async throws -> Int {
        var last = try await level(1, after: [])
        var bytes = last.reduce(0) { $0 + $1.json.count }
        for _ in 0..<levels {
            let side = try await level(width, after: last.map(\.value))
            last = try await level(1, after: side.map(\.value))
            bytes += (side + last).reduce(0) { $0 + $1.json.count }
        }
        return bytes
    }

    /// As ``RunShape/chain(_:)``.
    ///
    /// - Returns: How many bytes of JSON there were.
    static func chain(_ count: Int = 100) async throws -> Int {
        var last: [Result] = []
        var bytes = 0
        for _ in 0..<count {
            last = try await level(1, after: last.map(\.value))
            bytes += last.reduce(0) { $0 + $1.json.count }
        }
        return bytes
    }
}
