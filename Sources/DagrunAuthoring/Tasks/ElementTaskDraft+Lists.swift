// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Two and three lists have a function each: for a pack of lists the compiler takes no literals, as it can't infer what they
// stand for.
extension ElementTaskDraft {
    /// Makes one instance for every combination of elements of two lists; the last list varies fastest.
    @discardableResult
    public func expand<First: Codable & Sendable, Second: Codable & Sendable, Output: Codable & Sendable>(
        product first: Input<[First]>, _ second: Input<[Second]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (First, Second) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expand(.product, first, second, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for each place in two lists of equal length.
    @discardableResult
    public func expand<First: Codable & Sendable, Second: Codable & Sendable, Output: Codable & Sendable>(
        zip first: Input<[First]>, _ second: Input<[Second]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (First, Second) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expand(.zip, first, second, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for every combination of elements of three lists; the last list varies fastest.
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Output: Codable & Sendable
    >(
        product first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>, filePath: String = #filePath,
        line: Int = #line,
        body: @escaping @Sendable @concurrent (First, Second, Third) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expand(.product, first, second, third, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for each place in three lists of equal length.
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Output: Codable & Sendable
    >(
        zip first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>, filePath: String = #filePath,
        line: Int = #line,
        body: @escaping @Sendable @concurrent (First, Second, Third) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expand(.zip, first, second, third, filePath: filePath, line: line, body: body)
    }
}
