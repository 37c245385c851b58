// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

// Letting go, and hardware that goes away.
extension HardwareCheck {
    static let endings: [HardwareCheck] = [
        HardwareCheck("ends everything with the request") { probe in
            let request = try probe.request(0, .input(edges: .both))
            request.release()
            request.release()
            try await probe.expect(.gone, from: "reading what was let go of") { _ = try request.value(at: 0) }
            try await probe.expect(.gone, from: "setting what was let go of") { try request.set(true, at: 0) }
            try await probe.expect(.gone, from: "reconfiguring what was let go of") {
                try request.reconfigure([.input()])
            }
            try await probe.expect(.gone, from: "asking for events of what was let go of") {
                _ = try request.pollEvent()
            }
            try await probe.expect(.gone, from: "waiting for events of what was let go of") {
                _ = try await request.nextEvent()
            }
        },
        HardwareCheck("wakes one who waits for an edge when the lines are let go of") { probe in
            let request = try probe.request(0, .input(edges: .both))
            async let wait: Void = {
                try await probe.expect(.gone, from: "the wait") { _ = try await request.nextEvent() }
            }()
            try await probe.backend.clock.sleep(for: .milliseconds(5))
            request.release()
            try await wait
        },
        HardwareCheck("makes an input of an output that is let go of") { probe in
            for policy in [ReleasePolicy.input, .safe(false)] {
                let request = try probe.request(0, .output(true, onRelease: policy))
                request.release()
                try probe.expect(
                    try probe.info(0).config.direction, is: policy == .input ? .input : .output,
                    "the direction after \(policy)")
            }
        },
        HardwareCheck("leaves outputs as their release policies say") { probe in
            guard probe.bench.abilities.keepsLevels else { return }
            try await probe.pull(2, .low)
            let request = try probe.request([
                (0, .output(true, onRelease: .keep)), (1, .output(true, onRelease: .safe(false))),
                (2, .output(true, onRelease: .input)), (3, .output(true, activeLow: true, onRelease: .safe(false))),
            ])
            request.release()
            try probe.expect(try await probe.level(0), is: .high, "an output that is kept")
            try probe.expect(try await probe.level(1), is: .low, "an output that is safe when it is off")
            try probe.expect(try await probe.level(2), is: .low, "an output that becomes an input, pulled low")
            try probe.expect(
                try await probe.level(3), is: .high, "an output that is active low and safe when it is off")
        },
        HardwareCheck("tells those who wait that the chip is gone, and serves it again when it is back") { probe in
            guard probe.bench.abilities.unplugs else { return }
            try await probe.pull(0, .low)
            let request = try probe.request([(0, .input(edges: .both)), (1, .output(true))])
            let idle = try probe.request(2, .output(true))
            async let wait: HALError = probe.expect(.gone, from: "the wait") { _ = try await request.nextEvent() }
            try await probe.backend.clock.sleep(for: .milliseconds(5))
            try await probe.bench.unplug()
            let error = try await wait
            try probe.expect(error.errno, is: 19, "the system's number (ENODEV)")
            for lines in [request, idle] {
                try await probe.expect(.gone, from: "reading a line of a chip that is gone") {
                    _ = try lines.value(at: 0)
                }
                try await probe.expect(.gone, from: "setting a line of a chip that is gone") {
                    try lines.set(true, at: lines === idle ? 0 : 1)
                }
            }
            try await probe.expect(.gone, from: "waiting on a chip that is gone") { _ = try await request.nextEvent() }
            try await probe.expect(.notFound, from: "claiming a line of a chip that is gone") {
                _ = try probe.request(3, .input())
            }
            try probe.expect(
                try !probe.backend.chips().contains { $0.name == probe.bench.chip }, "the chip is still in the list")
            try await probe.bench.plug()
            let anew = try probe.request(0, .input(edges: .both))
            try await probe.pull(0, .low)
            _ = try probe.drain(anew)
            try await probe.pull(0, .high)
            try probe.expect(try await probe.edge(anew).edge, is: .rising, "the edge of the line that is back")
            // What was claimed before stays lost.
            try await probe.expect(.gone, from: "reading a line of before") { _ = try request.value(at: 0) }
        },
        HardwareCheck("hands events over in order, where it does so at all") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request(0, .input(edges: .both))
            let (stream, sink) = AsyncThrowingStream<LineEvent, any Error>.makeStream()
            try await probe.pull(0, .high)
            let isHanded = request.handEvents { result in
                switch result {
                case .success(let events): for event in events { sink.yield(event) }
                case .failure(let error): sink.finish(throwing: error)
                }
            }
            guard isHanded else { return }
            var reader = stream.makeAsyncIterator()
            for number in 1...8 {
                guard case .edge(let edge)? = try await reader.next() else {
                    throw HardwareCheckFailure(description: "an edge was expected as number \(number)")
                }
                try probe.expect(edge.lineSequence, is: UInt64(number), "the number of the edge")
                try await probe.pull(0, number.isMultiple(of: 2) ? .high : .low)
            }
        },
    ]
}
