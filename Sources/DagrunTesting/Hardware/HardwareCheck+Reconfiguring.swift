// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Changing the use of lines that are claimed.
extension HardwareCheck {
    static let reconfiguring: [HardwareCheck] = [
        HardwareCheck("turns an input into an output and back without letting go of it") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request(0, .input())
            try request.reconfigure([.output(true)])
            try probe.expect(try await probe.level(0), is: .high, "the line as an output")
            try probe.expect(try probe.info(0).config.direction, is: .output, "the direction as others see it")
            try request.set(false, at: 0)
            try request.reconfigure([.input()])
            try probe.expect(try probe.info(0).config.direction, is: .input, "the direction as others see it")
            try probe.expect(try probe.info(0).consumer, is: HardwareProbe.consumer, "the consumer")
            try await probe.expect(.invalid, from: "setting what is an input again") {
                try request.set(true, at: 0)
            }
        },
        HardwareCheck("gives outputs the initial value of their new configuration") { probe in
            let request = try probe.request([(0, .output(false)), (1, .output(true))])
            try request.reconfigure([.output(true), .output(false)])
            try probe.expect(try await probe.level(0), is: .high, "the first output")
            try probe.expect(try await probe.level(1), is: .low, "the second output")
        },
        HardwareCheck("changes what is active, or says that it can't and leaves it") { probe in
            let request = try probe.request([(0, .output(true)), (1, .output(true))])
            let isDone = try probe.unlessUnsupported { () throws(HALError) in
                try request.reconfigure([.output(true, activeLow: true), .output(true)])
            }
            try probe.expect(try await probe.level(0), is: isDone ? .low : .high, "the first output")
            try probe.expect(try await probe.level(1), is: .high, "the second output")
            try probe.expect(try request.value(at: 0), is: true, "the value of the first output")
        },
        HardwareCheck("begins to watch edges, or says that it can't and leaves the line") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request(0, .input())
            let isDone = try probe.unlessUnsupported { () throws(HALError) in
                try request.reconfigure([.input(edges: .both)])
            }
            try await probe.pull(0, .high)
            try probe.expect(try request.value(at: 0), is: true, "the value")
            if isDone { try probe.expect(try await probe.edge(request).edge, is: .rising, "the edge") }
        },
        HardwareCheck("ends watching edges, or says that it can't and goes on") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request(0, .input(edges: .both))
            let isDone = try probe.unlessUnsupported { () throws(HALError) in try request.reconfigure([.output(false)])
            }
            try probe.expect(try probe.info(0).config.direction, is: isDone ? .output : .input, "the direction")
            guard !isDone else { return }
            try await probe.pull(0, .high)
            try probe.expect(try await probe.edge(request).edge, is: .rising, "the edge of a line that is as it was")
        },
        HardwareCheck("changes a debounce time without missing an edge") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request(0, .input(edges: .both, debounce: .milliseconds(5)))
            try request.reconfigure([.input(edges: .both, debounce: .milliseconds(10))])
            try await probe.pull(0, .high)
            try probe.expect(try await probe.edge(request).edge, is: .rising, "the edge")
        },
        HardwareCheck("refuses a new configuration that can't be, and leaves lines as they were") { probe in
            let request = try probe.request([(0, .output(true)), (1, .input())])
            try await probe.expect(.invalid, from: "an output with edges") {
                try request.reconfigure([.input(), LineConfig(direction: .output, edges: .both)])
            }
            try await probe.expect(.invalid, from: "one configuration for two lines") {
                try request.reconfigure([.input()])
            }
            try probe.expect(try await probe.level(0), is: .high, "the output")
            try request.set(false, at: 0)
            try probe.expect(try await probe.level(0), is: .low, "the output, set")
        },
    ]
}
