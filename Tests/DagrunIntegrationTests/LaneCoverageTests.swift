// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import Foundation
import Testing

@testable import DagrunConformance
@testable import DagrunExamples

/// That the DAGs which a real Airflow runs leave out nothing that a DAG can say.
struct LaneCoverageTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(of folders: [String]) throws -> String {
        var text = ""
        for folder in folders {
            let files = try #require(
                FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil))
            for case let file as URL in files where file.pathExtension == "swift" {
                text += try String(contentsOf: file, encoding: .utf8) + "\n"
            }
        }
        return text
    }

    @Test func `every operator and every sensor is in a DAG that a real Airflow runs`() throws {
        let source = try Self.text(of: ["Sources/DagrunOperators"])
        let names = source.matches(of: /public struct (\w+)(?:<.*>)?: (?:Operator|Sensor|BranchOperator) \{/).map(\.1)
        #expect(names.count > 20)
        let dags = Examples().dags + FeatureDAGs.all + ProtocolDAGs.all
        let used = Set(dags.flatMap { $0.document.tasks.map { $0.operatorName.prefix { $0 != "<" } } })
        #expect(Set(names).subtracting(used).isEmpty, "\(used)")
    }

    @Test(
        arguments: [
            "Sources/DagrunAuthoring/Branching", "Sources/DagrunAuthoring/Edges", "Sources/DagrunAuthoring/Groups",
            "Sources/DagrunAuthoring/Tasks", "Sources/DagrunRuntime/Context", "Sources/DagrunRuntime/Stores",
            "Sources/DagrunRuntime/Runs", "Sources/DagrunRuntime/Inputs/Input.swift",
            "Sources/DagrunRuntime/Operators/Sensor.swift", "Sources/DagrunRuntime/Running/TaskSignal.swift",
            "Sources/DagrunModel/Document/Members",
        ])
    func `every function of the language is used by a DAG that a real Airflow runs`(_ place: String) throws {
        let source =
            place.hasSuffix(".swift")
            ? try String(contentsOf: Self.root.appending(path: place), encoding: .utf8) : try Self.text(of: [place])
        let names = Set(source.matches(of: /public (?:static )?func ([a-zA-Z]+)[<(]/).map { String($0.1) })
        // Operators are in the lane, and so is what they use; the coders are not called by name.
        let lane = try Self.text(of: ["Tests/Conformance", "Examples", "Sources/DagrunOperators"])
        let used = Set(lane.matches(of: /([A-Za-z]+)(?:<[^>(]*>)? ?[({]/).map { String($0.1) }).union(["encode"])
        let unused = names.subtracting(used)
        #expect(unused.sorted() == [])
    }

    @Test func `every setting of a DAG is set in one that a real Airflow runs`() throws {
        let source = try String(
            contentsOf: Self.root.appending(path: "Sources/DagrunAuthoring/DAG/DAG.swift"), encoding: .utf8)
        let start = try #require(source.range(of: "    public init("))
        let end = try #require(source.range(of: "@DAGBuilder", range: start.upperBound..<source.endIndex))
        let labels = Set(source[start.upperBound..<end.lowerBound].matches(of: /(\w+):\s/).map { String($0.1) })
            .subtracting(["filePath", "line", "String"])
        #expect(labels.count > 15)
        let lane = try Self.text(of: ["Tests/Conformance", "Examples"])
        #expect(labels.filter { !lane.contains("\($0):") }.sorted() == [])
    }
}
