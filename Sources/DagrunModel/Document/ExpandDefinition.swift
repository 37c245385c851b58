// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a mapped task or group is expanded over.
public struct ExpandDefinition: Sendable, Hashable, Codable {
    /// How several inputs combine.
    public enum Mode: String, Sendable, Hashable, Codable, CaseIterable {
        /// Every combination; the last input varies fastest.
        case product
        /// Element by element; lengths must be equal.
        case zip
    }

    /// One input to map over.
    public struct Source: Sendable, Hashable, Codable {
        /// The argument that takes an element.
        public var name: String
        /// The elements, when they are known beforehand.
        public var literal: [JSONValue]?
        /// Otherwise the full id of the task whose list or dictionary is taken.
        public var task: String?

        /// Makes an input of elements that are known beforehand.
        ///
        /// - Parameters:
        ///   - name: The argument that takes an element.
        ///   - literal: The elements.
        public init(name: String, literal: [JSONValue]) {
            self.name = name
            self.literal = literal
            self.task = nil
        }

        /// Makes an input of an upstream's elements.
        ///
        /// - Parameters:
        ///   - name: The argument that takes an element.
        ///   - task: The full id of the upstream.
        public init(name: String, task: String) {
            self.name = name
            self.literal = nil
            self.task = task
        }
    }

    /// How several inputs combine.
    public var mode: Mode
    /// The inputs, in the order of their declaration.
    public var over: [Source]
    /// The largest number of instances.
    ///
    /// More fail the task. Airflow's `max_map_length`.
    public var limit: Int

    /// The limit where none is set: 1024, Airflow's default.
    public static let defaultLimit = 1024

    /// Makes an expansion.
    ///
    /// - Parameters:
    ///   - mode: How several inputs combine.
    ///   - over: The inputs, in the order of their declaration.
    ///   - limit: The largest number of instances.
    public init(mode: Mode = .product, over: [Source], limit: Int = Self.defaultLimit) {
        self.mode = mode
        self.over = over
        self.limit = limit
    }
}
