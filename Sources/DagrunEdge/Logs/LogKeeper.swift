// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunModel
internal import DagrunRuntime
internal import DagrunSystem
internal import FoundationEssentials
internal import Logging
internal import Synchronization

/// Has the files in which logs wait, and sends what tries and workers that are gone left behind.
///
/// The lock of the worker's name keeps the folder to one worker.
final class LogKeeper: Sendable {
    /// The most bytes of one try's file.
    static let limitOfFile = 16 << 20
    /// The most bytes of what was left behind.
    private static let limitOfAll = 128 << 20
    /// How long it waits for a server that is away.
    private static let pause: Duration = .seconds(30)

    private struct State {
        var number = 0
        var files: [String] = []
        var isEnding = false
        var hasToldFault = false
    }

    private let folder: String?
    private let configuration: EdgeWorkerConfiguration
    private let client: EdgeClient
    private let logger: Logger
    private let state = Mutex(State())
    private let news = Wakeup()

    init(_ configuration: EdgeWorkerConfiguration, client: EdgeClient, logger: Logger) {
        folder =
            configuration.pushesLogs
            ? configuration.stateFolder.map { "\($0)/worker-\(PercentCoding.quote(configuration.name)).logs" } : nil
        self.configuration = configuration
        self.client = client
        self.logger = logger
    }

    /// A path for a file of a try; nil where there is no folder.
    func makePath() -> String? {
        guard let folder else { return nil }
        let number = state.withLock { state in
            state.number += 1
            return state.number
        }
        // In the order of time, and none that a worker before left.
        let instant = Int64(configuration.clock.now().timeIntervalSince1970 * 1e6)
        return "\(folder)/\(instant)-\(ProcessEnvironment.processID)-\(number).log"
    }

    /// Says what is wrong with the disk, once.
    func tell(_ fault: FileError) {
        let isFirst = state.withLock { state in
            defer { state.hasToldFault = true }
            return !state.hasToldFault
        }
        guard isFirst else { return }
        logger.warning(
            "logs can't be kept on the disk while they wait for the server; they wait in memory",
            metadata: ["error": "\(fault)"])
    }

    /// Finds what a worker before left behind.
    func collect() {
        guard let folder else { return }
        for name in Folders.names(in: folder) {
            if name.hasSuffix(".log") { take("\(folder)/\(name)") } else { Folders.remove("\(folder)/\(name)") }
        }
    }

    /// Takes over the file of a try that ended.
    func take(_ path: String) {
        let files = state.withLock { state in
            state.files.append(path)
            return state.files
        }
        let sizes = files.map { (try? InputFile($0))?.facts.size ?? 0 }
        var size = sizes.reduce(0, +)
        // The first one may be under way.
        for (file, bytes) in zip(files, sizes).dropFirst() where size > Self.limitOfAll {
            size -= bytes
            state.withLock { $0.files.removeAll { $0 == file } }
            Folders.remove(file)
            logger.warning("a log was given up: too many wait for the server", metadata: ["file": "\(file)"])
        }
        news.signal()
    }

    /// Sends what was left behind until it is told to end, and then once more.
    func run() async {
        while true {
            let (file, isEnding) = state.withLock { ($0.files.first, $0.isEnding) }
            if let file, await send(file) {
                Folders.remove(file)
                state.withLock { $0.files.removeAll { $0 == file } }
            } else if isEnding {
                return
            } else {
                await news.wait(atMost: file == nil ? .seconds(3600) : Self.pause, on: configuration.clock)
            }
        }
    }

    /// Has it end.
    func end() {
        state.withLock { $0.isEnding = true }
        news.signal()
    }

    /// Sends a file.
    ///
    /// - Returns: Whether it is not needed any more.
    private func send(_ path: String) async -> Bool {
        let shipper: LogShipper
        do {
            guard let spool = try LogSpool(leftAt: path, limit: Self.limitOfFile) else {
                logger.warning("not the log of a try; it is removed", metadata: ["file": "\(path)"])
                return true
            }
            guard spool.owner.server == client.base else {
                logger.warning(
                    "a log for another server is removed",
                    metadata: ["file": "\(path)", "server": "\(spool.owner.server)"])
                return true
            }
            shipper = LogShipper(spool, configuration, client: client)
        } catch {
            logger.warning("a log that was left can't be read; it is removed", metadata: ["error": "\(error)"])
            return true
        }
        while true {
            switch await shipper.step() {
            case .gone: continue
            case .nothing: return true
            case .failed: return false
            }
        }
    }
}
