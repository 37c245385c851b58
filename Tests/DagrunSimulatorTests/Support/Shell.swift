// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc

/// Runs programs that a machine may have or not.
enum Shell {
    /// Whether a program is in the PATH.
    static func has(_ program: String) -> Bool { run("command -v \(program)").code == 0 }

    /// Runs a command line; blocks.
    static func run(_ line: String) -> (code: Int32, output: String) {
        guard let pipe = unsafe popen("\(line) 2>&1", "r") else { return (-1, "") }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, pipe)
            guard count > 0 else { break }
            output += buffer[..<count]
        }
        return (unsafe pclose(pipe) >> 8, String(decoding: output, as: UTF8.self))
    }
}
