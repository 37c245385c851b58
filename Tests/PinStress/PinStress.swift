// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLinux
import DagrunSystem
import Glibc

/// Claims, uses, unplugs and cancels at random, and fails when a file, a thread or a line is left.
///
///     DagrunPinStress [CYCLES [SEED]]
///
/// Of 40,000 cycles, which is what it does by itself, more than ten thousand get their lines: the others find one busy, or the chip away.
/// `DAGRUN_LIBGPIOD` names the library. The pins are those of `Tests/KernelLane`: of its kernel, or of its `pins.c`.
@main enum PinStress {
    static func main() async {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        let cycles = numbers.first.map { Int($0) } ?? 40_000
        let seed = numbers.count > 1 ? numbers[1] : 1
        var faults: [String]
        do {
            guard let world = try world() else {
                print("There are no pins here: see Tests/KernelLane/sanitize.")
                exit(2)
            }
            let library = try GPIOLibrary()
            // What is made once and stays.
            _ = await stress(world, library, cycles: 40, seed: seed)
            let files = count("/proc/self/fd")
            let result = await stress(world, library, cycles: cycles, seed: seed)
            faults = result.faults
            let counts = result.counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            print("libgpiod \(library.version), seed \(seed):", counts.joined(separator: "; "))
            // Swift's own threads come as they are needed.
            let threads = settled(0) {
                Folders.names(in: "/proc/self/task").count { thread in
                    let name = (try? Folders.read("/proc/self/task/\(thread)/comm")) ?? []
                    return String(decoding: name, as: UTF8.self).hasPrefix("dagrun-")
                }
            }
            if threads > 0 { faults.append("\(threads) threads are left") }
            let left = settled(files) { count("/proc/self/fd") }
            if left > files { faults.append("\(left) files are left of \(files)") }
            if let open = world.left, open > 0 { faults.append("\(open) files and lines of the chip are left") }
        } catch {
            print("\(error)")
            exit(2)
        }
        for fault in faults.prefix(20) { print("fault: \(fault)") }
        exit(faults.isEmpty ? 0 : 1)
    }

    private static func world() throws -> (any PinWorld)? {
        if let pins = try PreloadedPins() { return pins }
        return ProcessEnvironment.variables["GPIO_VM"] == "1" ? KernelPins() : nil
    }

    /// Half of the cycles in peace, a quarter while the chip comes and goes, and a quarter while calls fail.
    private static func stress(_ world: any PinWorld, _ library: GPIOLibrary, cycles: Int, seed: UInt64) async -> (
        faults: [String], counts: [String: Int]
    ) {
        let stress = Stress(world, library)
        await stress.run(cycles: cycles / 2, seed: seed)
        async let storm: Void = stress.unplug(times: cycles / 50)
        await stress.run(cycles: cycles / 4, seed: seed &+ 1)
        await storm
        world.fail(oneOf: 20)
        await stress.run(cycles: cycles / 4, seed: seed &+ 2)
        world.fail(oneOf: 0)
        await stress.end()
        stress.look()
        return stress.result
    }

    private static func count(_ folder: String) -> Int { Folders.names(in: folder).count }

    /// How many there are of something once what was told to end has ended.
    private static func settled(_ wanted: Int, _ count: () -> Int) -> Int {
        for _ in 0..<20_000 where count() > wanted { usleep(500) }
        return count()
    }
}
