// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#if canImport(Glibc)
import Glibc
#endif

/// What other programs print.
enum CommandOutput {
    /// Runs a program and waits for its end.
    ///
    /// - Parameter words: The program and its arguments.
    /// - Returns: Its standard output.
    /// - Throws: ``BenchmarkError`` when it can't be started or fails.
    static func text(of words: [String]) throws -> String {
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
