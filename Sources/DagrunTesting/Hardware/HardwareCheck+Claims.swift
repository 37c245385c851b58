// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Who has lines.
extension HardwareCheck {
    static let claims: [HardwareCheck] = [
        HardwareCheck("lists its chips and knows lines by their names") { probe in
            let chips = try probe.backend.chips()
            guard let chip = chips.first(where: { $0.name == probe.bench.chip }) else {
                throw HardwareCheckFailure(description: "the chip \(probe.bench.chip) is not in the list \(chips)")
            }
            try probe.expect(chip.lineCount > probe.bench.lines.max() ?? 0, "the chip has too few lines: \(chip)")
            try probe.expect(!chip.label.isEmpty, "the chip has no label")
            try probe.expect(try probe.info(0).address, is: probe.address(0), "the address of a line")
        },
        HardwareCheck("shows others who holds a line, and that it is free again") { probe in
            let long = "a consumer with a name that is longer than what a kernel keeps"
            let request = try probe.request([(0, .output(false)), (1, .input(activeLow: true))], consumer: long)
            for place in 0..<2 {
                let info = try probe.info(place)
                try probe.expect(info.isUsed, "a line that was claimed is told to be free")
                try probe.expect(info.consumer, is: String(long.prefix(31)), "the consumer as others see it")
            }
            try probe.expect(try probe.info(0).config.direction, is: .output, "the direction as others see it")
            try probe.expect(try probe.info(1).config.direction, is: .input, "the direction as others see it")
            try probe.expect(try probe.info(1).config.activeLow, is: true, "being active low as others see it")
            request.release()
            try probe.expect(try !probe.info(0).isUsed, "a line that was let go of is told to be in use")
            try probe.expect(try probe.info(0).consumer, is: nil, "the consumer of a line that was let go of")
        },
        HardwareCheck("names who holds a line that is busy, and claims none of the others then") { probe in
            let holder = try probe.request(1, .input())
            let error = try await probe.expect(.busy, from: "claiming a line twice") {
                _ = try probe.request([(0, .output(true)), (1, .input()), (2, .output(true))], consumer: "other")
            }
            try probe.expect(
                error.holder?.contains(HardwareProbe.consumer) ?? false,
                "the error names another holder: \(error.holder ?? "none")")
            try probe.expect(try !probe.info(0).isUsed && !probe.info(2).isUsed, "a line beside it stayed claimed")
            holder.release()
            _ = try probe.request([(0, .input()), (1, .input())])
        },
        HardwareCheck("lets go of lines with the last reference to them") { probe in
            _ = try probe.request(0, .output(false))
            try probe.expect(try !probe.info(0).isUsed, "the line is still in use")
        },
        HardwareCheck("refuses a line that stands twice in a request") { probe in
            try await probe.expect(.busy, .invalid, from: "a request with a line twice") {
                _ = try probe.request([(0, .input()), (0, .input())])
            }
            try probe.expect(try !probe.info(0).isUsed, "the line stayed claimed")
        },
        HardwareCheck("knows neither chips nor lines that aren't there") { probe in
            let strange = LineAddress(chip: "gpiochip77", offset: 0)
            let beyond = LineAddress(chip: probe.bench.chip, offset: 5000)
            let negative = LineAddress(chip: probe.bench.chip, offset: -1)
            for address in [strange, beyond, negative] {
                try await probe.expect(.notFound, from: "looking at \(address)") {
                    _ = try probe.backend.lineInfo(address)
                }
                try await probe.expect(.notFound, from: "claiming \(address)") {
                    _ = try probe.backend.request([address], [.input()], consumer: "check")
                }
            }
        },
        HardwareCheck("refuses settings that don't fit each other") { probe in
            let faults = [
                LineConfig(direction: .output, edges: .rising), LineConfig(direction: .input, drive: .openDrain),
                LineConfig(direction: .asIs, bias: .pullUp), LineConfig(direction: .output, debounce: .milliseconds(5)),
                LineConfig(direction: .input, debounce: .seconds(5000)), LineConfig(edges: .both),
            ]
            for config in faults {
                try await probe.expect(.invalid, from: "claiming a line as \(config)") {
                    _ = try probe.request(0, config)
                }
            }
            try await probe.expect(.invalid, from: "a request of no line") {
                _ = try probe.backend.request([], [], consumer: "check")
            }
            try await probe.expect(.invalid, from: "a request of one line with two configurations") {
                _ = try probe.backend.request([probe.address(0)], [.input(), .input()], consumer: "check")
            }
            try probe.expect(try !probe.info(0).isUsed, "the line stayed claimed")
        },
        HardwareCheck("claims a line as it is, and leaves it so") { probe in
            try await probe.pull(0, .high)
            let request = try probe.request(0, LineConfig())
            try probe.expect(try request.value(at: 0), is: true, "a line as it is")
        },
        HardwareCheck("lets two programs have different lines, and one line one after the other") { probe in
            let first = try probe.request([(0, .output(true))], consumer: "first")
            let second = try probe.request([(1, .output(true))], consumer: "second")
            try probe.expect(try probe.info(0).consumer, is: "first", "the consumer of the first line")
            try probe.expect(try probe.info(1).consumer, is: "second", "the consumer of the second line")
            first.release()
            try second.set(false, at: 0)
            let third = try probe.request([(0, .input())], consumer: "third")
            try probe.expect(third.consumer, is: "third", "the consumer")
        },
    ]
}
