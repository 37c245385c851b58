// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// The page `docs/conformance.md`: which test shows which behaviour.
///
/// It is made of the list of behaviours and of the names of the tests, which begin with the numbers of what they show.
struct ConformancePage {
    struct Behaviour {
        var number: Int
        var text: String
        var reason: String?
    }

    struct Section {
        var title: String
        var behaviours: [Behaviour] = []
    }

    private(set) var sections: [Section] = []
    /// The tests of each number: file and name.
    private(set) var tests: [Int: [(file: String, name: String)]] = [:]

    /// Reads the list and the tests.
    ///
    /// - Parameter root: The folder of the package.
    /// - Throws: When a file can't be read.
    init(root: String) throws {
        let list = try Self.text("\(root)/Tests/DagrunEdgeTests/Conformance/behaviours.tsv")
        for line in list.split(separator: "\n").dropFirst() {
            if line.hasPrefix("# ") {
                sections.append(Section(title: String(line.dropFirst(2))))
                continue
            }
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard parts.count >= 2, let number = Int(parts[0]), !sections.isEmpty else { continue }
            sections[sections.count - 1].behaviours.append(
                Behaviour(number: number, text: parts[1], reason: parts.count > 2 ? parts[2] : nil))
        }
        for folder in [
            "DagrunEdgeTests", "DagrunAirflowTests", "DagrunRuntimeTests", "DagrunCoordinatorTests",
            "DagrunIntegrationTests",
        ] {
            let base = "\(root)/Tests/\(folder)"
            guard let names = try? FileManager.default.subpathsOfDirectory(atPath: base) else { continue }
            for name in names.sorted() where name.hasSuffix(".swift") {
                try read("\(base)/\(name)", as: "Tests/\(folder)/\(name)")
            }
        }
    }

    private mutating func read(_ path: String, as file: String) throws {
        for line in try Self.text(path).split(separator: "\n") {
            guard let begin = line.firstRange(of: "@Test(\"") ?? line.firstRange(of: "        \"") else { continue }
            let rest = line[begin.upperBound...]
            guard let colon = rest.firstRange(of: ": "), let end = rest.firstIndex(of: "\"") else { continue }
            let numbers = rest[..<colon.lowerBound].split(separator: ",").map { Int($0.filter { $0 != " " }) }
            guard !numbers.isEmpty, numbers.allSatisfy({ $0 != nil }), colon.upperBound < end else { continue }
            for case let number? in numbers {
                tests[number, default: []].append((file, String(rest[colon.upperBound..<end])))
            }
        }
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    /// The page.
    var text: String {
        let all = sections.flatMap(\.behaviours)
        let shown = all.count { tests[$0.number] != nil }
        var lines = [
            "# Conformance of the edge worker", "",
            "What a worker must do under Airflow 3.3, and the test that shows that this one does: \(shown) of \(all.count). The page is",
            "made by the tests themselves; see `Tests/DagrunEdgeTests/Conformance/`. Behaviours without a test say why.",
        ]
        for section in sections {
            lines += ["", "## \(section.title)", ""]
            for behaviour in section.behaviours {
                lines.append("\(behaviour.number). \(behaviour.text)")
                for test in tests[behaviour.number] ?? [] { lines.append("   - ✅ \(test.name) (`\(test.file)`)") }
                if tests[behaviour.number] == nil { lines.append("   - ❌ \(behaviour.reason ?? "no test yet")") }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
