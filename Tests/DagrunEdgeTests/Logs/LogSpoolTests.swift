// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import DagrunTestSupport
import Testing

@testable import DagrunEdge

@Suite struct LogSpoolTests {
    private let bench: SpoolBench

    init() throws { bench = try SpoolBench() }

    @Test func `lines come out in order, whole ones as many as a chunk holds, a longer one cut between characters`()
        throws
    {
        let spool = try bench.spool()
        for line in ["one", "two", "three", "äöü€ß", "end"] { try spool.append(line) }
        var chunks: [String] = []
        while let chunk = try spool.next(atMost: 8, missing: SpoolBench.missing) {
            spool.noteUnderWay(at: 1)
            spool.noteArrived()
            chunks.append(String(decoding: chunk, as: UTF8.self))
        }
        #expect(chunks == ["one\ntwo\n", "three\n", "äöü", "€ß\n", "end\n"])
        #expect(spool.isEmpty)
        #expect(Folders.permissions(bench.path) == 0o600)
    }

    @Test func `what did not arrive comes again, and no lines are lost when more come meanwhile`() throws {
        let spool = try bench.spool()
        try spool.append("one")
        #expect(try spool.next(atMost: 100, missing: SpoolBench.missing) == Array("one\n".utf8))
        spool.noteUnderWay(at: 1)
        try spool.append("two")
        spool.noteFailed()
        #expect(try SpoolBench.drain(spool) == "one\ntwo\n")
    }

    @Test func `a worker that is killed leaves whose log it is, what was sent and when`() throws {
        let spool = try bench.spool()
        for number in 0..<10 { try spool.append("line \(number)") }
        _ = try spool.next(atMost: 20, missing: SpoolBench.missing)
        spool.noteUnderWay(at: 1_764_259_818_123_456)
        spool.noteArrived()
        let left = try #require(try bench.left())
        #expect(left.owner == bench.owner)
        #expect(left.lastInstant == 1_764_259_818_123_456)
        #expect(try SpoolBench.drain(left) == (2..<10).map { "line \($0)\n" }.joined())
    }

    @Test func `a chunk that was under way when the worker was killed is not sent again, and the log says so`() throws {
        let spool = try bench.spool()
        try spool.append("one")
        try spool.append("two")
        _ = try spool.next(atMost: 4, missing: SpoolBench.missing)
        spool.noteUnderWay(at: 7)
        let left = try #require(try bench.left())
        // Also when that takes several starts.
        _ = try left.next(atMost: 100, missing: SpoolBench.missing)
        left.noteUnderWay(at: 8)
        left.noteFailed()
        let again = try #require(try bench.left())
        #expect(try SpoolBench.drain(again) == "<?>\ntwo\n")
        #expect(try #require(try bench.left()).isEmpty)
    }

    @Test func `a line that was cut off with its worker is left out`() throws {
        let spool = try bench.spool()
        try spool.append("one")
        try OutputFile(appendingTo: bench.path).write(Array("l{\"event\":\"tw".utf8))
        #expect(try SpoolBench.drain(try #require(try bench.left())) == "one\n")
        _ = spool
    }

    @Test func `without more room the oldest debug lines go first, then the oldest of all, and a line says how many`()
        throws
    {
        let spool = try bench.spool(limit: 1600)
        for number in 0..<20 {
            try spool.append("info \(number) " + String(repeating: "x", count: 30))
            try spool.append("debug \(number) " + String(repeating: "x", count: 30), isDebug: true)
        }
        let text = try SpoolBench.drain(spool, atMost: 1000)
        let words = text.split(separator: "\n").map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
        let dropped = try #require(words.first.flatMap { Int($0.dropFirst().dropLast()) })
        #expect(words.count - 1 + dropped == 40)
        #expect(words.filter { $0.hasPrefix("info") } == (0..<20).map { "info \($0)" })
        #expect(words.filter { $0.hasPrefix("debug") } == (dropped..<20).map { "debug \($0)" })

        let plain = try LogSpool("\(bench.folder.path)/2.log", owner: bench.owner, limit: 2000)
        for number in 0..<1000 { try plain.append("line \(number)") }
        let lines = try SpoolBench.drain(plain, atMost: 1000).split(separator: "\n")
        let gone = try #require(lines.first.flatMap { Int($0.dropFirst().dropLast()) })
        #expect(lines.dropFirst().map(String.init) == (gone..<1000).map { "line \($0)" })
        #expect(gone < 950)
    }

    @Test func `what is under way stays when room is made, and does not come twice`() throws {
        for isDelivered in [true, false] {
            let spool = try bench.spool(limit: 1000)
            try spool.append(String(repeating: "y", count: 200))
            #expect(try spool.next(atMost: 50, missing: SpoolBench.missing)?.count == 50)
            spool.noteUnderWay(at: 1)
            spool.noteArrived()
            #expect(try spool.next(atMost: 50, missing: SpoolBench.missing)?.count == 50)
            spool.noteUnderWay(at: 2)
            for number in 0..<100 { try spool.append("line \(number)") }
            // As the next worker would see it.
            #expect(
                try SpoolBench.drain(try #require(try bench.left())).hasPrefix(
                    "<?>\n" + String(repeating: "y", count: 96)))
            let text: String
            if isDelivered {
                spool.noteArrived()
                text = try SpoolBench.drain(spool)
            } else {
                spool.noteFailed()
                text = try SpoolBench.drain(spool)
            }
            #expect(text.prefix { $0 == "y" }.count == (isDelivered ? 100 : 150))
            #expect(text.hasSuffix("line 98\nline 99\n"))
        }
    }

    @Test func `a file whose lines were sent is emptied`() throws {
        let spool = try bench.spool(limit: 4 << 20)
        for _ in 0..<40 {
            for number in 0..<1000 { try spool.append("line \(number)") }
            #expect(try SpoolBench.drain(spool, atMost: 4096).utf8.count == 8890)
        }
        #expect(try InputFile(bench.path).facts.size < 300_000)
    }

    @Test func `a disk that is full keeps what it has, and the rest waits in memory`() throws {
        let disk = SpoolBench.FullDisk()
        defer { disk.end() }
        var queue = LogQueue(bench.owner, path: disk.path, limit: 1 << 20, memoryLimit: 1000)
        func append(_ text: String) -> FileError? {
            queue.append(Array("\(text)\n".utf8), isDebug: false, isBrief: false)
        }
        #expect(append("one") == nil)
        disk.fill()
        #expect(append("two") != nil)
        // It is said once.
        #expect(append("three") == nil)
        var text: [UInt8] = []
        while let chunk = queue.next(atMost: 100, missing: SpoolBench.missing) {
            queue.noteUnderWay(at: 1)
            // Each comes again when it did not arrive.
            queue.noteFailed()
            #expect(queue.next(atMost: 100, missing: SpoolBench.missing) == chunk)
            queue.noteUnderWay(at: 2)
            queue.noteArrived()
            text += chunk
        }
        #expect(String(decoding: text, as: UTF8.self) == "one\ntwo\nthree\n")
        #expect(queue.isEmpty)
        #expect(queue.close() == nil)
    }

    @Test func `what waits in memory at the end is left on the disk`() throws {
        var queue = LogQueue(bench.owner, path: bench.path, limit: 1 << 20, memoryLimit: 1000)
        #expect(queue.append(Array("last\n".utf8), isDebug: false, isBrief: true) == nil)
        #expect(!Folders.exists(bench.path))
        #expect(queue.close() == bench.path)
        #expect(try SpoolBench.drain(try #require(try bench.left())) == "last\n")
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `whatever is sent, fails and comes anew, each line arrives once and in order`(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        var spool = try bench.spool(limit: seed % 2 == 0 ? 1 << 20 : 3000)
        var arrived: [UInt8] = []
        var count = 0
        for _ in 0..<2000 {
            switch Int.random(in: 0..<10, using: &numbers) {
            case 0..<6:
                let text = "line \(count) " + String(repeating: "é", count: Int.random(in: 0..<60, using: &numbers))
                try spool.append(text)
                count += 1
            case 6: spool = try #require(try LogSpool(leftAt: bench.path, limit: seed % 2 == 0 ? 1 << 20 : 3000))
            default:
                guard
                    let chunk = try spool.next(
                        atMost: Int.random(in: 1..<300, using: &numbers), missing: SpoolBench.missing)
                else { continue }
                spool.noteUnderWay(at: 1)
                if Bool.random(using: &numbers) { try spool.append("line \(count) meanwhile"); count += 1 }
                if Bool.random(using: &numbers) {
                    spool.noteArrived()
                    arrived += chunk
                } else {
                    spool.noteFailed()
                }
            }
        }
        arrived += Array(try SpoolBench.drain(spool, atMost: 500).utf8)
        var expected = 0
        var gone = 0
        for line in String(decoding: arrived, as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("<") {
                let number = try #require(Int(line.dropFirst().dropLast()))
                gone += number
                expected += number
            } else {
                #expect(line.hasPrefix("line \(expected) "), "\(line)")
                expected += 1
            }
        }
        #expect(expected == count)
        #expect(seed % 2 == 0 ? gone == 0 : gone > 0)
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `a damaged file is read as far as it can be, never worse`(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        let spool = try bench.spool()
        for number in 0..<30 { try spool.append("line \(number) é", isDebug: number % 3 == 0) }
        _ = try spool.next(atMost: 64, missing: SpoolBench.missing)
        spool.noteUnderWay(at: 5)
        spool.noteArrived()
        let sound = try Folders.read(bench.path)
        var refused = 0
        for _ in 0..<300 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...8, using: &numbers) {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &numbers)
                case 1: bytes[place] = Array("{}\"\nldn 09.?".utf8).randomElement(using: &numbers) ?? 0
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &numbers)))
                default: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
                }
                if bytes.isEmpty { bytes = [0x0A] }
            }
            try Folders.write(bytes, to: bench.path)
            guard let left = try bench.left() else {
                refused += 1
                continue
            }
            let limit = Int.random(in: 1..<200, using: &numbers)
            var total = 0
            while let chunk = try left.next(atMost: limit, missing: SpoolBench.missing) {
                left.noteUnderWay(at: 1)
                left.noteArrived()
                #expect(chunk.count <= max(limit, 20) + 4)
                total += chunk.count
            }
            #expect(total < 4 * sound.count)
        }
        #expect(refused > 20 && refused < 290)
    }
}
