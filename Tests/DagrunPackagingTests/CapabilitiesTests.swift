// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunPackaging
import DagrunSystem
import Testing

/// The page that says what the SDK can do, in the form of Airflow's language SDKs.
struct CapabilitiesTests {
    /// One row.
    private struct Row {
        var section: String
        var name: String
        var members: [String: String]
    }

    private static let states = [
        "success", "failed", "up_for_retry", "skipped", "deferred", "up_for_reschedule", "awaiting_input", "removed",
    ]
    private static let capabilities = [
        "mixed-lang-stub-target", "taskflow-binding", "task-logging", "xcom-read-write", "connection-read",
        "variable-read-write", "self-contained-bundle", "retry-policy", "task-state-store", "asset-state-store",
        "asset-event-emit", "asset-event-read", "native-dag-authoring", "task-args", "dag-params",
        "taskflow-dependencies", "branching", "dag-test", "task-group", "dynamic-task-mapping", "asset-inlets-outlets",
        "asset-scheduling", "object-store",
    ]

    private let root = Folders.parent(of: Folders.parent(of: Folders.parent(of: #filePath)))

    private func lines() throws -> [Substring] {
        String(decoding: try Folders.read("\(root)/docs/capabilities.yaml"), as: UTF8.self).split(separator: "\n")
    }

    private func rows() throws -> [Row] {
        var rows: [Row] = []
        var section = ""
        for line in try lines() where !line.hasPrefix("#") {
            let indent = line.prefix { $0 == " " }.count
            let parts = line.dropFirst(indent).split(separator: ":", maxSplits: 1)
            let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
            switch indent {
            case 0: section = parts.first.map(String.init) ?? ""
            case 2: rows.append(Row(section: section, name: String(parts[0]), members: [:]))
            default: rows[rows.count - 1].members[String(parts[0])] = value.filter { $0 != "\"" }
            }
        }
        return rows
    }

    @Test func `Each row of Airflow's is there, in Airflow's order`() throws {
        let rows = try rows()
        #expect(rows.filter { $0.section == "states" }.map(\.name) == Self.states)
        #expect(rows.filter { $0.section == "capabilities" }.map(\.name) == Self.capabilities)
    }

    @Test func `Each row that is supported names a test that is there, each other one its reason`() throws {
        for row in try rows() {
            let note = try #require(row.members["note"], "\(row.name)")
            guard row.members["supported"] == "true" else {
                #expect(row.members["supported"] == "false" && !note.isEmpty, "\(row.name)")
                continue
            }
            #expect(row.members["sdk_version"] == DagrunVersion.current, "\(row.name)")
            let end = try #require(note.firstRange(of: ".swift: "), "\(row.name)")
            let file = String(note[..<end.lowerBound]) + ".swift"
            let title = String(note[end.upperBound...])
            let text = String(decoding: try Folders.read("\(root)/Tests/\(file)"), as: UTF8.self)
            #expect(text.contains("@Test") && text.contains(title), "\(row.name): \(file) has no test “\(title)”")
        }
    }

    @Test func `The messages' version is that of the bundles`() throws {
        let version = "supervisor_schema_version: \"\(BundleMetadata.supervisorSchemaVersion)\""
        #expect(try lines().contains { $0 == version })
    }
}
