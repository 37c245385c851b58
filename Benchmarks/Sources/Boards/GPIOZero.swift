// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// gpiozero with its own mock of pins: what such a board is in Python.
enum GPIOZero {
    private static let program = """
        import sys, time, warnings
        warnings.simplefilter("ignore")
        from gpiozero import LED, Device
        from gpiozero.pins.mock import MockFactory
        Device.pin_factory = MockFactory()
        led, count = LED(17), 200_000
        for _ in range(5):
            begin = time.process_time()
            for _ in range(count // 2):
                led.on()
                led.off()
            print((time.process_time() - begin) / count)
        """

    /// Installs gpiozero with pip in a folder of its own, and has an LED switched.
    ///
    /// - Returns: Processor seconds for each transition.
    /// - Throws: ``BenchmarkError`` with the reason when it can't be had here.
    static func secondsPerTransition() throws -> Samples {
        let folder = try TemporaryFolder()
        _ = try CommandOutput.text(of: ["python3", "-m", "venv", folder.path])
        let python = folder.path + "/bin/python"
        _ = try CommandOutput.text(of: [
            python, "-m", "pip", "-q", "--disable-pip-version-check", "install", "gpiozero",
        ])
        let lines = try CommandOutput.text(of: [python, "-c", program]).split(separator: "\n")
        let samples = Samples(lines.compactMap { Double($0) })
        guard !samples.values.isEmpty else { throw BenchmarkError(description: "gpiozero told no times") }
        return samples
    }
}
