// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunPackaging

/// What there is to say of a packed program.
struct PackedReport {
    var file: String
    var bundle: BundleFile
    var metadata: BundleMetadata

    /// One line.
    var summary: String {
        let count = metadata.dags.count
        return "\(size(bundle.program.count)), \(count) \(count == 1 ? "DAG" : "DAGs")"
    }

    /// All of it, for people.
    var lines: [String] {
        let sdk = [metadata.language, metadata.sdkVersion].compactMap(\.self).joined(separator: " ")
        var lines = [
            "program   \(size(bundle.program.count)), its hash is right",
            "SDK       \(sdk.isEmpty ? "it does not say" : sdk)",
            "speaks    \(metadata.schemaVersion ?? "it does not say")",
            "source    \(bundle.source.isEmpty ? "none" : "\(metadata.source ?? "unnamed"), \(bundle.source.count) bytes")",
            "",
        ]
        let width = metadata.dags.map(\.dagID.count).max() ?? 0
        for dag in metadata.dags {
            let version = dag.version.map { "  version \($0.prefix(12))" } ?? ""
            let tasks = "\(dag.tasks.count) \(dag.tasks.count == 1 ? "task" : "tasks")"
            lines.append("\(dag.dagID)\(String(repeating: " ", count: width - dag.dagID.count + 2))\(tasks)\(version)")
        }
        return lines
    }

    /// All of it, for programs.
    var json: JSONValue {
        [
            "file": .string(file), "program_bytes": .int(Int64(bundle.program.count)),
            "source_bytes": .int(Int64(bundle.source.count)), "metadata": metadata.json,
        ]
    }

    /// Why Airflow would pass over the file although its footer is right.
    ///
    /// - Parameter permissions: The rights of the file; nil where they are not known.
    /// - Returns: What is wrong; nil where nothing is.
    func fault(permissions: UInt32?) -> String? {
        if metadata.dags.isEmpty { return "it has no DAGs" }
        if metadata.schemaVersion == nil {
            return "its metadata do not say which version of the supervisor's messages it speaks"
                + " (sdk.supervisor_schema_version)"
        }
        if let permissions, permissions & 0o111 == 0 { return "it is not executable; run `chmod +x \(file)`" }
        return nil
    }

    private func size(_ bytes: Int) -> String { "\((Double(bytes) / 100_000).rounded() / 10) MB" }
}
