// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc

/// Builds and runs a bundle, again on each save, until Ctrl-C.
struct WatchLoop: ~Copyable {
    /// A burst of saves is over when nothing follows for this long, in milliseconds.
    private static let quietTime = 100

    private var watcher: SourceWatcher
    private let signals: WatchSignals
    private let build: () throws(ToolError) -> String

    /// Begins to watch.
    ///
    /// - Parameters:
    ///   - sources: The package's folder and the folders of its targets.
    ///   - build: Builds and returns the path of the executable.
    /// - Throws: When a folder can't be watched.
    init(sources: SourceFolders, build: @escaping () throws(ToolError) -> String) throws(ToolError) {
        watcher = try SourceWatcher(package: sources.package, folders: sources.targets)
        signals = WatchSignals(filesFrom: watcher.descriptor)
        self.build = build
    }

    /// Runs until it is stopped.
    ///
    /// - Parameter arguments: What the executable gets.
    /// - Returns: The exit code: 130 after Ctrl-C.
    /// - Throws: When the executable can't be started at all.
    mutating func run(_ arguments: [String]) throws(ToolError) -> Int32 {
        while true {
            let executable: String
            do {
                executable = try build()
            } catch {
                if error.code == .interrupted { return 130 }
                say(error.description)
                say("waiting for a change; Ctrl-C ends")
                if let code = waitForChange() { return code }
                continue
            }
            switch afterBuild() {
            case .stop(let signal, _): return 128 + signal
            case .files: continue
            case .child, nil: break
            }
            let child = try ChildProcess(executable, arguments)
            if let code = follow(child) { return code }
        }
    }

    /// What happened while the build had our attention: a stop, a change that may not be in it, or nothing.
    private mutating func afterBuild() -> WatchSignals.Event? {
        var result: WatchSignals.Event?
        while let event = signals.next(within: 0) {
            switch event {
            case .stop: return event
            case .files: if watcher.readChanges() { result = .files }
            case .child: continue
            }
        }
        return result
    }

    /// Goes with a run until a change asks for the next.
    ///
    /// - Returns: The exit code when the loop has to end, `nil` for another round.
    private mutating func follow(_ child: consuming ChildProcess) -> Int32? {
        var reason: Int32?
        var isStopping = false
        while true {
            guard let event = signals.next() else { continue }
            switch event {
            case .child:
                guard let status = child.poll() else { continue }
                if let reason { return reason }
                if isStopping { return nil }
                say("\(Self.words(for: status)); waiting for a change, Ctrl-C ends")
                return waitForChange()
            case .stop(let signal, let isFromTerminal):
                if !isFromTerminal { child.send(signal) }
                reason = 128 + signal
            case .files:
                guard watcher.readChanges(), !isStopping, reason == nil else { continue }
                isStopping = true
                say("sources changed; interrupting this run (Ctrl-C to cancel its tasks)")
                child.send(SIGINT)
            }
        }
    }

    /// Waits for a change and for the end of the burst it belongs to.
    ///
    /// - Returns: The exit code when the loop has to end, `nil` for another round.
    private mutating func waitForChange() -> Int32? {
        var isChanged = false
        while true {
            switch signals.next(within: isChanged ? Self.quietTime : nil) {
            case nil:
                return nil
            case .stop(let signal, _):
                return 128 + signal
            case .files:
                if watcher.readChanges() { isChanged = true }
            case .child:
                continue
            }
        }
    }

    private static func words(for status: ExitStatus) -> String {
        switch status {
        case .exited(let code): "ended with exit code \(code)"
        case .signalled(let signal): "ended by signal \(signal)"
        }
    }
}
