// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What the kernel does with lines, by its trace events `gpio_value` and `gpio_direction`.
enum PinTrace {
    /// Begins anew.
    static func begin() throws { try simctl("trace") }

    /// What was done with a line since: `set 1` for a level that it is driven to, `out 0` and `in 0` for its being made an output or an
    /// input; a reading is left out.
    static func events(of line: Int) throws -> [String] {
        try simctl("traced", "GPIO\(line)").split(separator: "\n").map { event in
            event.split(separator: " ").dropFirst().joined(separator: " ")
        }.filter { !$0.hasPrefix("get") }
    }

    /// Plays the world outside: `Tests/KernelLane/simctl`.
    @discardableResult
    static func simctl(_ arguments: String...) throws -> String {
        let process = try ProgramProcess("/run/simctl", arguments, folder: "/tmp", errors: nil, environment: [:])
        defer { _ = process.wait() }
        return process.rest()
    }
}
