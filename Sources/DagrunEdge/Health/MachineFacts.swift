// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// What a machine tells of itself; nil for what it doesn't.
package struct MachineFacts: Sendable, Hashable {
    /// The temperature of the processor, in degrees Celsius.
    package var temperature: Double?
    /// The load of the last minute.
    package var load: Double?
    /// The memory that programs can still have, in bytes.
    package var availableMemory: Int64?
    /// What is free on the disk, in bytes.
    package var freeDisk: Int64?

    /// Makes facts.
    package init(
        temperature: Double? = nil, load: Double? = nil, availableMemory: Int64? = nil, freeDisk: Int64? = nil
    ) {
        self.temperature = temperature
        self.load = load
        self.availableMemory = availableMemory
        self.freeDisk = freeDisk
    }

    /// Asks this machine.
    ///
    /// - Parameter folder: A folder on the disk that matters.
    /// - Returns: What it tells.
    package static func read(disk folder: String) -> MachineFacts {
        var facts = MachineFacts()
        if let text = text("/sys/class/thermal/thermal_zone0/temp"), let thousandths = Double(text) {
            facts.temperature = thousandths / 1000
        }
        facts.load = text("/proc/loadavg")?.split(separator: " ").first.flatMap { Double($0) }
        if let line = text("/proc/meminfo")?.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int64($0) })
        {
            facts.availableMemory = kilobytes << 10
        }
        var disk = statvfs()
        if unsafe statvfs(folder, &disk) == 0 {
            facts.freeDisk = Int64(
                clamping: UInt64(disk.f_bavail).multipliedReportingOverflow(by: UInt64(disk.f_frsize)).partialValue)
        }
        return facts
    }

    private static func text(_ path: String) -> String? {
        guard let bytes = try? Folders.read(path) else { return nil }
        return String(decoding: bytes.last == 10 ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }
}
