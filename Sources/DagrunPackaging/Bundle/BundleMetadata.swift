// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// What the footer of an executable bundle says of it: which DAGs it runs, and the protocol it speaks.
///
/// It is written as JSON, which is valid YAML and so what Airflow's coordinator reads.
package struct BundleMetadata: Sendable, Hashable {
    /// The version of the supervisor's messages that the program speaks.
    package static let supervisorSchemaVersion = "2026-06-16"

    /// One DAG of a bundle.
    package struct DAGEntry: Sendable, Hashable {
        package var dagID: String
        /// The full ids of its tasks.
        package var tasks: [String]
        /// The DAG's version; nil in bundles of other languages.
        package var version: String?
    }

    /// The DAGs, by id.
    package var dags: [DAGEntry]
    /// The language of the program: `swift`.
    package var language: String?
    /// The version of the library that the program is made with.
    package var sdkVersion: String?
    /// The version of the supervisor's messages that the program speaks.
    package var schemaVersion: String?
    /// What the embedded source is called.
    package var source: String?

    /// The metadata of a bundle of these DAGs.
    package init(_ documents: [DAGDocument], source: String) {
        dags = documents.map { document in
            DAGEntry(
                dagID: document.dag.dagID, tasks: document.tasks.map(\.taskID), version: document.contentHash)
        }.sorted { $0.dagID < $1.dagID }
        language = "swift"
        sdkVersion = DagrunVersion.current
        schemaVersion = Self.supervisorSchemaVersion
        self.source = source
    }

    /// Reads metadata.
    ///
    /// - Parameter bytes: The text.
    /// - Throws: ``BundleFileError`` when it is neither JSON nor YAML, or does not say what Airflow needs.
    package init(_ bytes: [UInt8]) throws(BundleFileError) {
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONParser().value(from: bytes)
        } catch {
            do throws(YAMLSyntaxError) {
                value = try Self.json(yaml: bytes)
            } catch let other {
                throw BundleFileError(
                    .damaged,
                    "its metadata are neither JSON (\(error)) nor YAML (line \(other.position.line): \(other.reason))")
            }
        }
        guard case .object(let members)? = value["dags"] else {
            throw BundleFileError(.damaged, "its metadata have no object “dags”, whose keys are the ids of the DAGs")
        }
        dags = members.map { id, entry in
            var tasks: [String] = []
            if case .array(let ids)? = entry["tasks"] { tasks = ids.compactMap(Self.text) }
            return DAGEntry(dagID: id, tasks: tasks, version: Self.text(entry["version"]))
        }.sorted { $0.dagID < $1.dagID }
        let sdk = value["sdk"]
        language = Self.text(sdk?["language"])
        sdkVersion = Self.text(sdk?["version"])
        schemaVersion = Self.text(sdk?["supervisor_schema_version"])
        source = Self.text(value["source"])
    }

    /// The metadata as they stand in the footer, and as the program prints them for `--airflow-metadata`.
    package var json: JSONValue {
        let entries = dags.map { dag in
            let members: [String: JSONValue?] = [
                "tasks": .array(dag.tasks.map(JSONValue.string)), "version": dag.version.map(JSONValue.string),
            ]
            return (dag.dagID, JSONValue.object(members.compactMapValues(\.self)))
        }
        let sdk: [String: JSONValue?] = [
            "language": language.map(JSONValue.string), "version": sdkVersion.map(JSONValue.string),
            "supervisor_schema_version": schemaVersion.map(JSONValue.string),
        ]
        let members: [String: JSONValue?] = [
            "airflow_bundle_metadata_version": "1.0",
            "dags": .object(Dictionary(entries, uniquingKeysWith: { $1 })),
            "sdk": .object(sdk.compactMapValues(\.self)),
            "source": source.map(JSONValue.string),
        ]
        return .object(members.compactMapValues(\.self))
    }

    private static func text(_ value: JSONValue?) -> String? {
        if case .string(let text)? = value { text } else { nil }
    }
}
