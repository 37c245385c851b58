// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// gpiozero on lgpio, on the same kernel's pins.
struct GPIOZeroPins {
    /// Microseconds for each transition of an LED.
    let set: Samples
    /// Microseconds from a pull to the button's callback.
    let press: Samples

    /// Has gpiozero measured.
    ///
    /// - Parameters:
    ///   - python: The interpreter that has gpiozero and lgpio.
    ///   - pullFile: The file that pulls GPIO17.
    /// - Throws: ``BenchmarkError`` when it told no times.
    init(python: String, pullFile: String) throws {
        let words = [python, "Benchmarks/GPIOZero/measure.py", pullFile]
        let text = try CommandOutput.text(of: words)
        func samples(_ name: String) throws -> Samples {
            let values = text.split(separator: "\n").compactMap { line -> Double? in
                let parts = line.split(separator: " ")
                return parts.count == 2 && parts[0] == name ? Double(parts[1]) : nil
            }
            guard !values.isEmpty else { throw BenchmarkError(description: "gpiozero told no times of ‘\(name)’") }
            return Samples(values)
        }
        set = try samples("set")
        press = try samples("press")
    }
}
