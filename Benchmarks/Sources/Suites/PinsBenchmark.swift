// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLinux
import FoundationEssentials
import GPIOBaseline

/// Pins: on a kernel with simulated ones against a C program on the same library, and elsewhere on a backend that does nothing.
enum PinsBenchmark: Benchmark {
    static let name = "pins"
    private static let chip = "gpiochip0"
    private static let (output, input) = (18, 17)

    @concurrent static func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        guard environment["GPIO_VM"] == "1" else { return try await NullPins.run() }
        let python = try environment["DAGRUN_GPIOZERO"].map { path in
            try GPIOZeroPins(python: path, pullFile: try pullFile())
        }
        for version in ["1", "2"] {
            guard let path = environment["DAGRUN_LIBGPIOD_\(version)"] else { continue }
            let set = try toggles(path, version)
            let press = try await presses(path, version)
            guard let python else { continue }
            let program = "gpiozero on lgpio"
            try Figure(
                "\(name)/libgpiod_\(version)", "set_vs_gpiozero", set, unit: "us", target: .ratioAtMost(0.5),
                baseline: (program, python.set)
            ).print()
            try Figure(
                "\(name)/libgpiod_\(version)", "press_vs_gpiozero_median", press, unit: "us",
                target: .ratioAtMost(0.5), baseline: (program, python.press)
            ).print()
        }
    }

    /// One sample is the time of a call in microseconds, over ten thousand calls.
    private static func toggles(_ path: String, _ version: String) throws -> Samples {
        let count = 10_000
        var ours: [Double] = []
        var theirs: [Double] = []
        // In turn, so that both see the same machine.
        for _ in 0..<15 {
            let baseline = unsafe try open(path)
            theirs.append(
                try microseconds(count) { unsafe gpio_baseline_toggle(baseline, count) })
            unsafe gpio_baseline_close(baseline)
            let backend = LinuxBackend(library: try GPIOLibrary(path))
            let request = try backend.request(
                [LineAddress(chip: chip, offset: output)], [.output(false)], consumer: "benchmark")
            ours.append(
                try microseconds(count) { for number in 0..<count { try request.set(number & 1 == 1, at: 0) } })
        }
        try Figure(
            "\(name)/libgpiod_\(version)", "set", Samples(ours), unit: "us", target: .ratioAtMost(1 / 0.95),
            baseline: ("C on the same library", Samples(theirs))
        ).print()
        return Samples(ours)
    }

    /// One sample is the time from a pull to the edge in the hands of the one who waits, in microseconds.
    private static func presses(_ path: String, _ version: String) async throws -> Samples {
        let finger = unsafe gpio_finger_make(try pullFile())
        var theirs: [Double] = []
        var ours: [Double] = []
        var prompt: [Double] = []
        func wait() -> UInt32 { .random(in: 800...2000) }
        for _ in 0..<4 {
            let baseline = unsafe try open(path)
            for number in 0..<250 {
                unsafe gpio_finger_press(finger, number & 1 == 0 ? 1 : 0, wait())
                guard unsafe gpio_baseline_wait(baseline) == 0 else { throw BenchmarkError(description: "no edge") }
                let received = gpio_baseline_now()
                theirs.append(unsafe Double(received - gpio_finger_pressed(finger)) / 1000)
            }
            unsafe gpio_baseline_close(baseline)
            let backend = LinuxBackend(library: try GPIOLibrary(path))
            let request = try backend.request(
                [LineAddress(chip: chip, offset: input)], [.input(edges: .both)], consumer: "benchmark")
            func presses() async throws -> [Double] {
                var times: [Double] = []
                for number in 0..<250 {
                    unsafe gpio_finger_press(finger, number & 1 == 0 ? 1 : 0, wait())
                    guard case .edge = try await request.nextEvent() else {
                        throw BenchmarkError(description: "no edge")
                    }
                    let received = gpio_baseline_now()
                    times.append(unsafe Double(received - gpio_finger_pressed(finger)) / 1000)
                }
                return times
            }
            ours += try await presses()
            prompt += try await withTaskExecutorPreference(backend.edgeExecutor) { try await presses() }
        }
        let slow = Samples(theirs)
        let program = "C waiting on the same library"
        // A task of Swift's pool, and one that prefers the thread that waits for edges.
        for (task, samples) in [("press_to_task", Samples(ours)), ("press_to_task_on_edge_executor", Samples(prompt))] {
            try Figure(
                "\(name)/libgpiod_\(version)", "\(task)_median", samples, unit: "us", target: .ratioAtMost(1.3),
                baseline: (program, slow)
            ).print()
            try Figure(
                "\(name)/libgpiod_\(version)", "\(task)_p99", Samples([samples.quantile(0.99)]), unit: "us",
                target: .ratioAtMost(2), baseline: (program, Samples([slow.quantile(0.99)]))
            ).print()
        }
        return Samples(ours)
    }

    private static func open(_ path: String) throws -> OpaquePointer {
        guard let baseline = unsafe gpio_baseline_open(path, "/dev/\(chip)", UInt32(output), UInt32(input)) else {
            throw BenchmarkError(description: "the C program got no lines")
        }
        return unsafe baseline
    }

    private static func pullFile() throws -> String {
        let devices = "/sys/devices/platform"
        let names = try FileManager.default.contentsOfDirectory(atPath: devices)
        guard let device = names.first(where: { $0.hasPrefix("gpio-sim.") }) else {
            throw BenchmarkError(description: "there is no gpio-sim")
        }
        return "\(devices)/\(device)/\(chip)/sim_gpio\(input)/pull"
    }

    private static func microseconds(_ count: Int, _ body: () throws -> Void) throws -> Double {
        let begin = gpio_baseline_now()
        try body()
        return Double(gpio_baseline_now() - begin) / 1000 / Double(count)
    }
}
