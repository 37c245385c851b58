// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCoordinator
internal import DagrunPackaging
internal import DagrunSystem
internal import Synchronization

/// The programs of DAGs that a worker's own bundle doesn't have: packed ones of any language, and Python.
///
/// Source: Airflow 3.3, `airflow.sdk.coordinators.executable`.
public final class OtherPrograms: Sendable {
    /// What runs a DAG, or why nothing does.
    enum Finding {
        case program(ProcessCommand)
        case none(reason: String)
    }

    private struct Known {
        var facts: InputFile.Facts
        var metadata: Result<BundleMetadata, BundleFileError>
    }

    private let roots: [String]
    private let python: String?
    private let launcher: String
    /// What is known of files, so that a program is hashed once.
    private let known = Mutex<[String: Known]>([:])

    /// Says where programs are.
    ///
    /// - Parameters:
    ///   - bundles: Folders of packed programs, and such programs: `executables_root` of Airflow's executable coordinator.
    ///   - python: A Python that has Airflow's task SDK, for all DAGs that no program has; nil: those are not run.
    public convenience init(bundles: [String] = [], python: String? = nil) {
        self.init(bundles: bundles, python: python, launcher: IsolatedTry.ownProgram)
    }

    /// Says where programs are.
    ///
    /// - Parameters:
    ///   - bundles: Folders of packed programs, and such programs.
    ///   - python: A Python that has Airflow's task SDK.
    ///   - launcher: A bundle's program of this package, which starts the others so that they end with the worker.
    package init(bundles: [String], python: String?, launcher: String) {
        roots = bundles
        self.python = python
        self.launcher = launcher
    }

    /// Finds what runs a DAG.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id.
    ///   - environment: The worker's environment.
    /// - Returns: The program.
    func find(_ dagID: String, environment: [String: String]) -> Finding {
        var refused: [String] = []
        for path in paths {
            guard let metadata = metadata(of: path) else { continue }
            switch metadata {
            case .failure(let error): if error.code != .noBundle { refused.append("\(path): \(error)") }
            case .success(let metadata) where metadata.dags.contains { $0.dagID == dagID }:
                guard metadata.schemaVersion == BundleMetadata.supervisorSchemaVersion else {
                    refused.append(
                        "\(path): it speaks version \(metadata.schemaVersion ?? "none") of the supervisor's messages;"
                            + " this worker knows \(BundleMetadata.supervisorSchemaVersion)")
                    continue
                }
                return .program(
                    command([path], environment: IsolatedTry.environment(environment)))
            case .success: continue
            }
        }
        if let python {
            return .program(
                command([python] + PythonTask.arguments, environment: PythonTask.environment(environment)))
        }
        let reasons = refused.isEmpty ? "" : "; refused: \(refused.joined(separator: "; "))"
        return .none(
            reason: "neither the bundle nor a program in the folders of bundles has the DAG \(dagID)\(reasons)")
    }

    private func command(_ words: [String], environment: [String: String]) -> ProcessCommand {
        ProcessCommand(
            path: launcher, leading: [CoordinatorArguments.otherProgram] + words, environment: environment)
    }

    /// All files below the roots; a root may be a file.
    private var paths: [String] {
        roots.flatMap { root in
            Folders.isFolder(root) ? Folders.paths(below: root).map { "\(root)/\($0)" } : [root]
        }
    }

    /// What a file says of itself; nil for what is no program.
    private func metadata(of path: String) -> Result<BundleMetadata, BundleFileError>? {
        guard let file = try? InputFile(path), file.facts.isProgram else { return nil }
        if let known = known.withLock({ $0[path] }), known.facts == file.facts { return known.metadata }
        let metadata: Result<BundleMetadata, BundleFileError>
        do throws(BundleFileError) {
            metadata = .success(try BundleMetadata(of: file))
        } catch {
            metadata = .failure(error)
        }
        known.withLock { $0[path] = Known(facts: file.facts, metadata: metadata) }
        return metadata
    }
}
