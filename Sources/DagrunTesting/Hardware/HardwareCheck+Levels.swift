// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Reading and setting.
extension HardwareCheck {
    static let levels: [HardwareCheck] = [
        HardwareCheck("reads both levels of an input") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request(0, .input())
            for level in [Level.high, .low, .high] {
                try await probe.pull(0, level)
                try probe.expect(try request.value(at: 0), is: level == .high, "an input pulled \(level)")
            }
        },
        HardwareCheck("turns the value of a line that is active low") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request([(0, .input(activeLow: true)), (1, .output(true, activeLow: true))])
            try probe.expect(try request.value(at: 0), is: true, "an input that is active low, pulled low")
            try probe.expect(try await probe.level(1), is: .low, "an output that is active low and active")
            try request.set(false, at: 1)
            try probe.expect(try await probe.level(1), is: .high, "an output that is active low and inactive")
        },
        HardwareCheck("pulls an input up and down") { probe in
            for (bias, value) in [(Bias.pullUp, true), (.pullDown, false)] {
                // The bench lets go where it can't be overruled.
                try await probe.pull(2, value ? .high : .low)
                let request = try probe.request(2, .input(bias: bias))
                try probe.expect(try request.value(at: 0), is: value, "an input with the bias \(bias)")
                try probe.expect(try probe.info(2).config.bias, is: bias, "the bias as others see it")
                request.release()
            }
        },
        HardwareCheck("begins an output with its initial value, and sets it") { probe in
            for value in [true, false] {
                let request = try probe.request(0, .output(value))
                try probe.expect(try await probe.level(0), is: Level(value), "an output that begins with \(value)")
                try request.set(!value, at: 0)
                try probe.expect(try await probe.level(0), is: Level(!value), "an output set to \(!value)")
                try probe.expect(try request.value(at: 0), is: !value, "an output read back")
                request.release()
            }
        },
        HardwareCheck("never shows another level than the initial one when an output is claimed") { probe in
            try await probe.pull(0, .high)
            let watch = try probe.request(0, .input(edges: .both))
            _ = try probe.drain(watch)
            watch.release()
            // What is high and becomes a high output stays high: a relay doesn't click.
            for _ in 0..<20 {
                let request = try probe.request(0, .output(true))
                try probe.expect(
                    try await probe.level(0), is: .high, "an output that begins high on a line that is high")
                request.release()
            }
        },
        HardwareCheck("sets and reads many lines at once, each by its place") { probe in
            let request = try probe.request((0..<8).map { ($0, .output(false)) })
            try request.set(LineValues(bits: 0b1010_0110, mask: 0b1110_0111))
            try probe.expect(
                try request.values(mask: 0xff), is: LineValues(bits: 0b1010_0110, mask: 0xff), "eight outputs")
            try request.set(LineValues(bits: 0b0001_0000, mask: 0b1001_0000))
            try probe.expect(
                try request.values(mask: 0xff), is: LineValues(bits: 0b0011_0110, mask: 0xff),
                "eight outputs of which two were set again")
            try probe.expect(
                try request.values(mask: 0b100), is: LineValues(bits: 0b100, mask: 0b100), "one of eight outputs")
            for place in 0..<8 {
                try probe.expect(
                    try await probe.level(place), is: Level(0b0011_0110 & (1 << place) != 0), "output \(place)")
            }
        },
        HardwareCheck("claims lines of different use in one request") { probe in
            try await probe.pull(0, .high)
            try await probe.pull(1, .low)
            let request = try probe.request([
                (3, .output(true)), (0, .input()), (2, .output(false)), (1, .input(activeLow: true, edges: .both)),
                (4, .output(true, activeLow: true)),
            ])
            try probe.expect(
                try request.values(mask: 0b11111), is: LineValues([true, true, false, true, true]),
                "lines of different use")
            try request.set(LineValues(bits: 0b00100, mask: 0b00101))
            try probe.expect(try await probe.level(3), is: .low, "the first line")
            try probe.expect(try await probe.level(2), is: .high, "the third line")
            try await probe.pull(1, .high)
            let edge = try await probe.edge(request)
            try probe.expect(edge.index, is: 3, "the place of the line with an edge")
            try probe.expect(edge.edge, is: .falling, "the edge of a line that is active low and became high")
        },
        HardwareCheck("drives an open drain low, and lets go of it") { probe in
            try await probe.pull(0, .high)
            let request = try probe.request(0, .output(true, drive: .openDrain))
            try probe.expect(try await probe.level(0), is: .high, "an open drain that lets go")
            try request.set(false, at: 0)
            try probe.expect(try await probe.level(0), is: .low, "an open drain that pulls")
            try probe.expect(try probe.info(0).config.drive, is: .openDrain, "the drive as others see it")
            guard probe.bench.abilities.opensDrains else { return }
            try request.set(true, at: 0)
            try probe.expect(try await probe.level(0), is: .high, "an open drain that lets go again")
        },
        HardwareCheck("drives an open source high, and lets go of it") { probe in
            try await probe.pull(0, .low)
            let request = try probe.request(0, .output(false, drive: .openSource))
            try probe.expect(try await probe.level(0), is: .low, "an open source that lets go")
            try request.set(true, at: 0)
            try probe.expect(try await probe.level(0), is: .high, "an open source that drives")
            try probe.expect(try probe.info(0).config.drive, is: .openSource, "the drive as others see it")
        },
        HardwareCheck("refuses to set an input, and sets nothing then") { probe in
            let request = try probe.request([(0, .output(false)), (1, .input())])
            try await probe.expect(.invalid, from: "setting an input") {
                try request.set(LineValues(bits: 0b11, mask: 0b11))
            }
            try probe.expect(try await probe.level(0), is: .low, "the output beside it")
        },
    ]
}
