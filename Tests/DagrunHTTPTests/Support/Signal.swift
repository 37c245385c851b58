// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Tells a test that something happened on a server's thread.
final class Signal<Value: Sendable>: Sendable {
    private let stream: AsyncStream<Value>
    private let continuation: AsyncStream<Value>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func send(_ value: Value) {
        continuation.yield(value)
    }

    /// Waits for values that were sent; only one test may wait at a time.
    func next(_ count: Int = 1) async -> [Value] {
        var values: [Value] = []
        for await value in stream {
            values.append(value)
            if values.count == count { break }
        }
        return values
    }
}
