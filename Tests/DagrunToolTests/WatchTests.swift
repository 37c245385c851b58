// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import FoundationEssentials
import Glibc
import Testing

@testable import DagrunTool

@Suite struct WatchTests {
    @Test(arguments: [
        (["local", "x", "--watch", "--param", "a=b"], ["local", "x", "--param", "a=b"]),
        (["local", "--watch"], ["local"]),
        (["local", "x"], nil),
        (["list", "--watch"], nil),
        (["local", "x", "--", "--watch"], nil),
        ([], nil),
    ])
    func `--watch is taken out of local's options`(arguments: [String], expected: [String]?) {
        #expect(WatchRequest(arguments)?.arguments == expected)
    }

    @Test(arguments: [
        ("Hello.swift", true), ("shim.h", true), ("step.py", true), (".Hello.swift.swp", false), ("report.md", false),
        ("Hello.swift~", false), ("4913", false), ("data.json", false), ("swift", false),
    ])
    func `saves of sources count`(name: String, isSource: Bool) {
        #expect(SourceFilter.isSource(name) == isSource)
    }

    @Test func `events are read as the kernel writes them`() {
        let name = Array("a.swift".utf8) + [0, 0, 0, 0, 0, 0, 0, 0, 0]
        let header = Self.words(3, 8, 0, 16)
        let overflow = Self.words(UInt32(bitPattern: -1), 0x4000, 0, 0)
        let cut = Self.words(3, 8, 0, 400)
        #expect(
            InotifyEvent.parse(header + name + overflow + cut + [1, 2]) == [
                InotifyEvent(watch: 3, mask: 8, name: "a.swift"), InotifyEvent(watch: -1, mask: 0x4000, name: ""),
            ])
        #expect(InotifyEvent.parse([]) == [])
        #expect(InotifyEvent.parse([1, 2, 3]) == [])
    }

    @Test func `a save, a new folder and a deletion are changes, data is not`() throws {
        let folder = try TemporaryFolder()
        try folder.write("Sources/a/x.swift", "")
        try folder.write("Package.swift", "")
        var watcher = try SourceWatcher(package: folder.path, folders: [folder.path + "/Sources"])
        var isChanged = watcher.readChanges()
        #expect(!isChanged)
        try folder.write("Sources/a/x.swift", "1")
        isChanged = seesChange(&watcher)
        #expect(isChanged)
        try folder.write("Sources/a/result.json", "1")
        try folder.write(".dagrun/runs/y.swift", "1")
        isChanged = watcher.readChanges()
        #expect(!isChanged)
        try folder.write("Sources/new/y.swift", "1")
        isChanged = seesChange(&watcher)
        #expect(isChanged)
        try folder.write("Sources/new/y.swift", "2")
        isChanged = seesChange(&watcher)
        #expect(isChanged)
        try FileManager.default.removeItem(atPath: folder.path + "/Sources/new/y.swift")
        isChanged = seesChange(&watcher)
        #expect(isChanged)
        try folder.write("Package.swift", "2")
        isChanged = seesChange(&watcher)
        #expect(isChanged)
        isChanged = watcher.readChanges()
        #expect(!isChanged)
    }

    /// Waits for a change: a file is closed only when the last child that was forked meanwhile let go of it.
    private func seesChange(_ watcher: inout SourceWatcher) -> Bool {
        while true {
            if watcher.readChanges() { return true }
            var waited = pollfd(fd: watcher.descriptor, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&waited, 1, 60_000) > 0 else { return false }
        }
    }

    @Test func `a folder that isn't there is said`() {
        let error = #expect(throws: ToolError.self) {
            _ = try SourceWatcher(package: "/no/such/folder", folders: []).descriptor
        }
        #expect(error?.description.contains("/no/such/folder") == true)
    }

    private static func words(_ words: UInt32...) -> [UInt8] {
        words.flatMap { word in unsafe withUnsafeBytes(of: word) { unsafe Array($0) } }
    }
}
