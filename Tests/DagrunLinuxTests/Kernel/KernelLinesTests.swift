// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLinux
import DagrunSimulator
import DagrunSystem
import DagrunTesting
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// What only real handles, threads and chips can show.
@Suite(
    "Lines of a Linux kernel", .serialized, .enabled(if: KernelLane.isHere, KernelLane.reason),
    .timeLimit(.minutes(3)))
struct KernelLinesTests {
    private static func count(_ folder: String) -> Int { Folders.names(in: folder).count }

    /// Waits for threads for edges that were told to end.
    ///
    /// The kernel tells nobody when one is gone. Threads of the concurrency runtime come and go as they like, and aren't
    /// counted.
    private static func settle(descriptors: Int = .max) {
        for _ in 0..<20_000 where edgeThreads > 0 || count("/proc/self/fd") > descriptors { usleep(1000) }
    }

    private func address(_ bench: KernelBench, _ place: Int) -> LineAddress {
        LineAddress(chip: bench.chip, offset: bench.lines[place])
    }

    @Test("leave no descriptor, thread or line behind after ten thousand claims", arguments: KernelLane.libraries)
    func claims(version: String) async throws {
        let bench = KernelBench(try KernelLane.library(version))
        let lines = (0..<3).map { address(bench, $0) }
        let configs = [LineConfig.input(edges: .both), .output(true, onRelease: .safe(false)), .input()]
        // What is made once and stays.
        try bench.backend.request(lines, configs, consumer: "check").release()
        Self.settle()
        let descriptors = Self.count("/proc/self/fd")
        for number in 0..<10_000 {
            let request = try bench.backend.request(lines, configs, consumer: "check")
            // Now and then somebody listens, which takes the thread for edges.
            if number.isMultiple(of: 10) { #expect(request.handEvents { _ in }) }
            if number.isMultiple(of: 3) { request.release() }
        }
        // The thread for edges closes what it waited on when it ends.
        Self.settle(descriptors: descriptors)
        #expect(Self.edgeThreads == 0)
        #expect(Self.count("/proc/self/fd") <= descriptors)
        for line in lines { #expect(try !bench.backend.lineInfo(line).isUsed) }
    }

    @Test("survive cancellation at any moment", arguments: KernelLane.libraries)
    func cancellation(version: String) async throws {
        let bench = KernelBench(try KernelLane.library(version))
        let line = address(bench, 0)
        try await bench.pull(bench.lines[0], to: .low)
        let request = try bench.backend.request([line], [.input(edges: .both)], consumer: "check")
        var random = SeededRandom(seed: 7)
        var told = 0
        for number in 0..<1000 {
            let waiting = Task { try? await request.nextEvent() }
            let level: Level = number.isMultiple(of: 2) ? .high : .low
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                waiting.cancel()
                try await bench.pull(bench.lines[0], to: level)
            case 1:
                try await bench.pull(bench.lines[0], to: level)
                waiting.cancel()
            default:
                await Task.yield()
                try await bench.pull(bench.lines[0], to: level)
                waiting.cancel()
            }
            // Each edge is told once: to the one who waited, or to the next one who asks.
            if await waiting.value != nil { told += 1 }
            while try request.pollEvent() != nil { told += 1 }
        }
        #expect(told == 1000)
    }

    @Test("survive a chip that comes and goes", arguments: KernelLane.libraries)
    func unplugging(version: String) async throws {
        let bench = KernelBench(try KernelLane.library(version))
        let lines = [address(bench, 0), address(bench, 1)]
        let descriptors = Self.count("/proc/self/fd")
        for _ in 0..<50 {
            let request = try bench.backend.request(
                lines, [.input(edges: .both), .output(true)], consumer: "check")
            let waiting = Task { try await request.nextEvent() }
            try await bench.unplug()
            let error = await #expect(throws: HALError.self) { try await waiting.value }
            #expect(error?.code == .gone)
            try await bench.plug()
        }
        Self.settle(descriptors: descriptors + 2)
        #expect(Self.count("/proc/self/fd") <= descriptors + 2)
        #expect(try bench.backend.chips().map(\.name) == [bench.chip])
    }

    @Test("lose and invent none of twenty thousand edges that come in bursts", arguments: KernelLane.libraries)
    func bursts(version: String) async throws {
        let bench = KernelBench(try KernelLane.library(version))
        try await bench.pull(bench.lines[0], to: .low)
        let request = try bench.backend.request([address(bench, 0)], [.input(edges: .both)], consumer: "check")
        let (stream, sink) = AsyncStream<LineEvent>.makeStream()
        #expect(
            request.handEvents { result in
                for event in (try? result.get()) ?? [] { sink.yield(event) }
            })
        var reader = stream.makeAsyncIterator()
        var expected: UInt64 = 0
        for burst in 0..<1334 {
            let levels = (0..<15).map { (burst * 15 + $0).isMultiple(of: 2) ? Level.high : .low }
            try await bench.pull(bench.lines[0], through: levels)
            for level in levels {
                expected += 1
                guard case .edge(let edge)? = await reader.next() else {
                    Issue.record("edges were lost after number \(expected)")
                    return
                }
                guard edge.lineSequence == expected, edge.edge == (level == .high ? .rising : .falling) else {
                    Issue.record("edge \(expected) came as \(edge)")
                    return
                }
            }
        }
        #expect(expected == 20_010)
    }

    @Test("serve a board whose chip was away", arguments: KernelLane.libraries)
    func board(version: String) async throws {
        let bench = KernelBench(try KernelLane.library(version))
        let board = Board(bench.backend, description: .raspberryPi4, wiring: ["button": "GPIO4", "led": "GPIO5"])
        let config = LineConfig.input(edges: .both, debounce: .milliseconds(1))
        try await bench.pull(4, to: .low)
        let led = try await board.lease("led", .output(true), holder: "lamp")
        let button = try await board.lease("button", config, holder: "finger")
        #expect(try await bench.level(of: 5) == .high)
        var events = button.events().makeAsyncIterator()
        try await bench.pull(4, to: .high)
        #expect(try await events.next()?.edge == .rising)
        try await bench.unplug()
        await #expect(throws: HALError.self) { try await events.next() }
        #expect(throws: HALError.self) { try led.set(false) }
        await #expect(throws: HALError.self) { try await board.lease("led", .output(true), holder: "lamp") }
        try await bench.plug()
        try await bench.pull(4, to: .low)
        let again = try await board.lease("button", config, holder: "finger")
        var later = again.events().makeAsyncIterator()
        try await bench.pull(4, to: .high)
        var edge: Edge?
        while edge == nil { edge = try await later.next()?.edge }
        #expect(edge == .rising)
        _ = try await board.lease("led", .output(true), holder: "lamp")
        #expect(try await bench.level(of: 5) == .high)
        await board.close()
        #expect(try !bench.backend.lineInfo(LineAddress(chip: bench.chip, offset: 5)).isUsed)
    }

    @Test(
        "hand edges to a task on the thread that waits for them, where it prefers that", arguments: KernelLane.libraries
    )
    func executor(version: String) async throws {
        let bench = KernelBench(try KernelLane.library(version))
        let board = Board(bench.backend, description: .raspberryPi4)
        try await bench.pull(4, to: .low)
        let lease = try await board.lease("GPIO4", .input(edges: .both), holder: "check")
        let other = try await board.lease("GPIO5", .input(edges: .both), holder: "check")
        try await withTaskExecutorPreference(board.edgeExecutor) {
            var events = lease.events().makeAsyncIterator()
            for number in 0..<200 {
                try await bench.pull(4, to: number.isMultiple(of: 2) ? .high : .low)
                #expect(try await events.next()?.edge == (number.isMultiple(of: 2) ? .rising : .falling))
                #expect(Self.threadName == "dagrun-edges")
                // Elsewhere and back.
                if number.isMultiple(of: 10) { await Task.detached { await Task.yield() }.value }
                #expect(Self.threadName == "dagrun-edges")
            }
        }
        #expect(Self.threadName != "dagrun-edges")
        // Nothing is watched any more; a task that prefers the thread has it started.
        lease.release()
        other.release()
        await board.close()
        Self.settle()
        let name = await withTaskExecutorPreference(board.edgeExecutor) { Self.threadName }
        #expect(name == "dagrun-edges")
        // It ends when it has run that.
        Self.settle()
        #expect(Self.edgeThreads == 0)
    }

    private static var edgeThreads: Int {
        Folders.names(in: "/proc/self/task").count { thread in
            let name = (try? Folders.read("/proc/self/task/\(thread)/comm")) ?? []
            return String(decoding: name, as: UTF8.self).hasPrefix("dagrun-edges")
        }
    }

    private static var threadName: String {
        String(decoding: (try? Folders.read("/proc/thread-self/comm")) ?? [], as: UTF8.self)
            .split(separator: "\n").joined()
    }

    @Test("are recorded like those of any backend", arguments: KernelLane.libraries)
    func recording(version: String) async throws {
        let bench = KernelBench(try KernelLane.library(version))
        let recording = RecordingBackend(bench.backend)
        try await bench.pull(4, to: .low)
        let lines = [LineAddress(chip: bench.chip, offset: 4), LineAddress(chip: bench.chip, offset: 5)]
        let request = try recording.request(lines, [.input(edges: .both), .output(false)], consumer: "check")
        try await bench.pull(4, to: .high)
        guard case .edge = try await request.nextEvent() else {
            Issue.record("no edge")
            return
        }
        try request.set(true, at: 1)
        request.release()
        let vcd = String(decoding: recording.trace.vcd(), as: UTF8.self)
        #expect(vcd.contains(" GPIO4 $end") && vcd.contains(" GPIO5 $end"))
    }

    @Test("name a user who claimed them by another library's tools", arguments: KernelLane.libraries)
    func holders(version: String) async throws {
        let bench = KernelBench(try KernelLane.library(version))
        let other = KernelBench(try KernelLane.library(version == "1" ? "2" : "1"))
        let held = try other.backend.request([address(bench, 2)], [.output(true)], consumer: "gpioset")
        let error = #expect(throws: HALError.self) {
            try bench.backend.request([address(bench, 2)], [.input()], consumer: "check")
        }
        #expect(error?.holder == "gpioset (this process)", "\(error?.holder ?? "nobody")")
        held.release()
    }
}
