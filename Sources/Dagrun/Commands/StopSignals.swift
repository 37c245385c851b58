// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Dispatch

#if canImport(Glibc)
internal import Glibc
#endif

/// What Ctrl-C does: the first one stops, the second cancels, the third ends the process.
///
/// SIGTERM is sent once, by one who doesn't wait for long, such as systemd: the first one cancels.
struct StopSignals: Sendable {
    /// Starts nothing new.
    let stop: @Sendable () -> Void
    /// Cancels what runs.
    let cancel: @Sendable () -> Void
    /// Leaves behind what does not end.
    let abandon: @Sendable () -> Never
    /// How long what was cancelled may take to end before it is left behind.
    var grace: Duration = .seconds(10)

    /// Does so while a body runs.
    func watch<Result>(_ body: () async -> Result) async -> Result {
        let sources = await begin()
        defer {
            for source in sources { source.cancel() }
            // What hangs from here on can be interrupted as usual.
            for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        }
        return await body()
    }

    private func begin() async -> [any DispatchSourceSignal] {
        let received = SignalCounter()
        var sources: [any DispatchSourceSignal] = []
        for number in [SIGINT, SIGTERM] {
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                switch received.next(atLeast: number == SIGTERM ? 2 : 1) {
                case 1: stop()
                case 2:
                    cancel()
                    DispatchQueue.global().asyncAfter(deadline: .now() + grace / .seconds(1)) { abandon() }
                default: abandon()
                }
            }
            // Whoever sees the body at work may send a signal; until somebody listens, it does what it always does. The source
            // sets a handler of its own: to ignore the signal, as on Darwin, would lose those that come before that.
            await withCheckedContinuation { continuation in
                source.setRegistrationHandler { continuation.resume() }
                source.resume()
            }
            sources.append(source)
        }
        return sources
    }
}
