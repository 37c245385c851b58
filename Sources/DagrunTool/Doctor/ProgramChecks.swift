// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The programs that building and running need.
struct ProgramChecks {
    /// The oldest Swift that builds Dagrun.
    static let oldestSwift = [6, 3]

    /// Finds a program in `PATH`.
    var find: (String) -> String? = { ProgramSearch.find($0) }

    /// All of them.
    var all: [Check] { [swift, git, bash, python] }

    private var swift: Check {
        let advice = "install Swift 6.3 or newer from https://www.swift.org/install and put its usr/bin in PATH"
        guard let path = find("swift") else { return .fail("swift", "not in PATH", advice: advice) }
        let text = Self.firstLine(of: path, "--version")
        guard let version = Self.version(after: "Swift version ", in: text) else {
            return .fail("swift", "\(path) does not tell its version: \(text)", advice: advice)
        }
        let found = "\(version.map(String.init).joined(separator: ".")) at \(path)"
        return version.lexicographicallyPrecedes(Self.oldestSwift)
            ? .fail("swift", found, advice: advice) : .ok("swift", found)
    }

    private var git: Check {
        guard let path = find("git") else {
            return .fail("git", "not in PATH", advice: "SwiftPM fetches packages with it: sudo apt-get install git")
        }
        return .ok("git", Self.firstLine(of: path, "--version"))
    }

    private var bash: Check {
        guard let path = find("bash") else {
            return .warn("bash", "not in PATH", advice: "BashOperator needs it: sudo apt-get install bash")
        }
        return .ok("bash", path)
    }

    private var python: Check {
        guard let path = find("python3") else {
            return .warn("python3", "not in PATH", advice: "PythonOperator needs it: sudo apt-get install python3")
        }
        return .ok("python3", "\(Self.firstLine(of: path, "--version")) at \(path)")
    }

    /// The numbers after a word, such as `[6, 3, 1]`.
    static func version(after word: String, in text: String) -> [Int]? {
        guard let range = text.firstRange(of: word) else { return nil }
        let digits = text[range.upperBound...].prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let numbers = digits.split(separator: ".").compactMap { Int($0) }
        return numbers.isEmpty ? nil : numbers
    }

    private static func firstLine(of program: String, _ argument: String) -> String {
        guard let output = try? CommandOutput.of(program, [argument]) else { return "does not start" }
        // swift-driver's own version comes before Swift's on some installations.
        let lines = output.text.split(separator: "\n").map(String.init)
        return lines.first { $0.contains("version") || $0.contains("Python") } ?? lines.first ?? "says nothing"
    }
}
