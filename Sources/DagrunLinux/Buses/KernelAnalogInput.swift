// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

#if canImport(Glibc)
internal import Glibc
#endif

/// A voltage channel of the kernel's IIO: `/sys/bus/iio/devices/iio:deviceN/in_voltageM_raw`.
///
/// Source: Linux `Documentation/ABI/testing/sysfs-bus-iio`.
final class KernelAnalogInput: AnalogInput {
    let name: String
    private let path: String
    private let channel: Int
    private let files: MachineFiles
    private let thread: BusThread
    private let scale: Double
    private let offset: Double
    /// The greatest number; nil where the driver doesn't tell how many bits there are.
    private let greatest: Double?

    /// Opens an input.
    ///
    /// - Throws: ``HALError`` as the system says.
    init(_ device: Int, channel: Int, _ files: MachineFiles) throws(HALError) {
        let folder = "/sys/bus/iio/devices"
        path = "\(folder)/iio:device\(device)/in_voltage\(channel)_raw"
        name = "iio:device\(device)/in_voltage\(channel)"
        self.channel = channel
        self.files = files
        guard files.text(path) != nil else {
            var others: [String] = []
            for number in files.numbered("iio:device", in: folder) {
                for file in files.names("in_voltage", in: "\(folder)/iio:device\(number)") where file.hasSuffix("_raw")
                {
                    others.append("iio:device\(number)/\(file.dropLast(4))")
                }
            }
            throw HALError(
                .notFound, name, reason: "there is no such analog input", alternatives: others,
                advice: others.isEmpty
                    ? "A Raspberry Pi has no analog inputs; use a converter such as the MCP3008." : nil, errno: ENOENT)
        }
        func number(_ what: String) -> Double? {
            let base = "\(folder)/iio:device\(device)"
            return (files.text("\(base)/in_voltage\(channel)_\(what)") ?? files.text("\(base)/in_voltage_\(what)"))
                .flatMap { Double($0) }
        }
        // In millivolts for each step.
        scale = number("scale") ?? 1
        offset = number("offset") ?? 0
        greatest = Self.bits(
            files.text("\(folder)/iio:device\(device)/scan_elements/in_voltage\(channel)_type") ?? ""
        ).map { Double(UInt64(1) << UInt64($0) - 1) }
        thread = try BusThread()
    }

    /// Measures; the share of the range is not a number where the driver doesn't tell its range.
    func read() async throws -> AnalogReading {
        try await thread.run { [self] () throws(HALError) in
            guard let raw = files.text(path).flatMap({ Int($0) }) else {
                throw HALError(.gone, name, reason: "the input can't be read any more", errno: ENODEV)
            }
            return AnalogReading(
                raw: raw, volts: (Double(raw) + offset) * scale / 1000,
                fraction: greatest.map { min(max(Double(raw) / $0, 0), 1) } ?? .nan)
        }
    }

    /// The number of bits in a type such as `le:u12/16>>0`.
    static func bits(_ type: String) -> Int? {
        guard let colon = type.firstIndex(of: ":"), let slash = type.firstIndex(of: "/"), colon < slash else {
            return nil
        }
        let word = type[type.index(after: colon)..<slash]
        guard let sign = word.first, sign == "u" || sign == "s", let bits = Int(word.dropFirst()), bits < 64 else {
            return nil
        }
        let count = sign == "s" ? bits - 1 : bits
        return count > 0 ? count : nil
    }
}
