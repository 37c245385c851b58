// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
import Glibc
#endif

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
        _ = try output(of: ["python3", "-m", "venv", folder.path])
        let python = folder.path + "/bin/python"
        _ = try output(of: [python, "-m", "pip", "-q", "--disable-pip-version-check", "install", "gpiozero"])
        let lines = try output(of: [python, "-c", program]).split(separator: "\n")
        let samples = Samples(lines.compactMap { Double($0) })
        guard !samples.values.isEmpty else { throw BenchmarkError(description: "gpiozero told no times") }
        return samples
    }

    private static func output(of words: [String]) throws -> String {
        guard let stream = unsafe popen(words.map { "'\($0)'" }.joined(separator: " ") + " 2>/dev/null", "r") else {
            throw BenchmarkError(description: "can't start \(words[0])")
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe fread(&chunk, 1, chunk.count, stream)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        guard unsafe pclose(stream) == 0 else {
            throw BenchmarkError(description: "\(words.prefix(4).joined(separator: " ")) failed")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
