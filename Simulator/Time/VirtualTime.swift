// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
internal import Synchronization

/// A time of its own for asynchronous code: it goes on only when nothing is left to do, straight to the next timer.
///
/// It is a clock, and has an executor. Code that runs on it runs one piece after the other, in the same order each time,
/// and a sleep of six hours takes no time at all:
///
/// ```swift
/// let time = VirtualTime()
/// try await time.run {
///     try await time.sleep(for: .seconds(6 * 3600))
///     print(time.now)     // 21600.000000000 s
/// }
/// ```
///
/// On it run the body of ``run(_:)``, and what that starts: child tasks, `Task { }`, `Task.detached`, default actors. By it
/// sleeps who sleeps by this clock; also code that calls `Task.sleep` itself, with a few limits, which the article on
/// virtual time names.
///
/// Work that is done elsewhere, such as a process or a request, must be made known: ``withOutsideWork(_:)`` stops the time
/// until it is done.
///
/// The time stands still unless somebody waits for it: a ``run(_:)``, or a sleep of a task elsewhere. Copies of the value
/// are the same time.
public struct VirtualTime: Clock, HALClock, Sendable {
    /// An instant, in nanoseconds since the time began.
    public typealias Instant = Timestamp

    let core: VirtualExecutor

    /// Makes a time that stands at zero.
    ///
    /// - Parameters:
    ///   - mode: How it goes on.
    ///   - patience: How long, in real time, it waits for work that it was not told of before it calls a standstill a
    ///     ``Deadlock``.
    public init(_ mode: Mode = .asFastAsPossible, patience: Duration = .seconds(1)) {
        self.init(mode, patience: patience, host: DispatchHostTime())
    }

    init(core: VirtualExecutor) { self.core = core }

    package init(_ mode: Mode, patience: Duration, host: any HostTime) {
        core = VirtualExecutor(mode, patience: patience, host: host)
    }

    /// What runs all work on this time; to be preferred by tasks that are started elsewhere.
    public var executor: any TaskExecutor { core }

    /// The present instant.
    public var now: Timestamp { core.now }

    /// Whether the calling thread runs this time's work.
    package var isCurrent: Bool { core.isCurrent }

    /// One nanosecond.
    public var minimumResolution: Duration { .nanoseconds(1) }

    /// Does a piece of synchronous work on this time, as soon as what is ready now is done.
    ///
    /// This is how other threads reach what lives on this time: a key that presses a simulated button.
    ///
    /// - Parameter body: The work.
    public func perform(_ body: @escaping @Sendable () -> Void) { core.add(.call(body)) }

    // MARK: Sources of events

    /// Lets something with events of its own share this time.
    ///
    /// - Parameter source: The source; it is kept until it is removed.
    public func add(_ source: any TimeDriven) {
        core.state.withLock { $0.sources.append(source) }
        core.lookAgain()
    }

    /// Lets a source go.
    ///
    /// - Parameter source: The source; one that was not added is fine.
    public func remove(_ source: any TimeDriven) { core.state.withLock { $0.sources.removeAll { $0 === source } } }

    /// Moves on to an instant, unless tasks became ready, which must run first.
    ///
    /// For a source, from ``TimeDriven/advance(to:in:)`` only. It costs two loads and a store.
    ///
    /// - Parameter instant: The instant of the source's next event.
    /// - Returns: Whether the source may do its events of that instant.
    public func proceed(to instant: Timestamp) -> Bool { core.proceed(to: instant.nanoseconds) }
}
