// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import FoundationEssentials
import Glibc

/// Watches folders with all that is in them, through inotify.
struct SourceWatcher: ~Copyable {
    /// The descriptor to poll for reading.
    let descriptor: Int32
    private var folders: [Int32: String] = [:]
    private let single: Set<String>

    private static let mask = UInt32(
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR)

    /// Begins to watch.
    ///
    /// - Parameters:
    ///   - package: A folder of which only the files themselves are watched: the one with `Package.swift`.
    ///   - folders: Folders that are watched with all below them.
    /// - Throws: When the kernel refuses a watch.
    init(package: String, folders: [String]) throws(ToolError) {
        single = [package]
        descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else {
            throw ToolError(.failed, "--watch gets no inotify descriptor: \(SystemMessage.text(errno))")
        }
        try add(package)
        for folder in folders { try add(folder) }
    }

    deinit { close(descriptor) }

    /// Reads what has happened.
    ///
    /// - Returns: Whether a source was saved, moved or deleted.
    mutating func readChanges() -> Bool {
        var isChanged = false
        var buffer = [UInt8](repeating: 0, count: 16384)
        while true {
            let count = unsafe read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return isChanged }
            for event in InotifyEvent.parse(Array(buffer[..<count])) where isChange(event) { isChanged = true }
        }
    }

    private mutating func isChange(_ event: InotifyEvent) -> Bool {
        if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { return true }
        guard let folder = folders[event.watch] else { return false }
        if event.mask & UInt32(IN_IGNORED) != 0 {
            folders[event.watch] = nil
            return false
        }
        if event.mask & UInt32(IN_ISDIR) != 0 {
            guard !single.contains(folder), !event.name.hasPrefix(".") else { return false }
            // A new folder may have its files before it has its watch; so its coming is a change.
            let isNew = event.mask & UInt32(IN_CREATE | IN_MOVED_TO) != 0
            if isNew { try? add("\(folder)/\(event.name)") }
            return true
        }
        // A new file is not complete before it is closed.
        return event.mask & UInt32(IN_CREATE) == 0 && SourceFilter.isSource(event.name)
    }

    private mutating func add(_ folder: String) throws(ToolError) {
        let watch = unsafe inotify_add_watch(descriptor, folder, Self.mask)
        guard watch >= 0 else {
            let reason = errno
            let hint = reason == ENOSPC ? "; raise fs.inotify.max_user_watches" : ""
            throw ToolError(.failed, "--watch can't watch \(folder): \(SystemMessage.text(reason))\(hint)")
        }
        folders[watch] = folder
        guard !single.contains(folder) else { return }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where !name.hasPrefix(".") {
            var information = stat()
            let path = "\(folder)/\(name)"
            guard unsafe lstat(path, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else { continue }
            try add(path)
        }
    }
}
