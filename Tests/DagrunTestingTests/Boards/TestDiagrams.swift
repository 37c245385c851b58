// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Diagrams that the simulator's tests have.
enum TestDiagrams {
    static func path(_ name: String) -> String {
        let tests = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
        return "\(tests)/DagrunSimulatorTests/Fixtures/diagrams/\(name)"
    }
}
