// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunCommandLine
internal import DagrunLocal
internal import DagrunOperators
internal import DagrunSystem

/// Compares an Airflow with the DAGs of this program.
struct AirflowCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Compare what an Airflow has with the DAGs of this program.",
        discussion: """
            Looks at the DAGs' versions, the pools and queues that they take, who serves those, and the coordinator's programs where \
            its folders are on this machine. Who asks is said by AIRFLOW_API_TOKEN, or by AIRFLOW_USERNAME and AIRFLOW_PASSWORD. \
            The exit status is 1 when something is not as it should be.
            """)

    @Argument(help: ArgumentHelp("Where Airflow's page is, such as http://localhost:8080.", valueName: "url"))
    var url: String

    @Argument(help: "The DAGs' ids; all DAGs, where none is given.")
    var dags: [String] = []

    @Option(help: "text or json.")
    var output = OutputFormat.text

    func validate() throws {
        if !url.hasPrefix("http://"), !url.hasPrefix("https://") {
            throw ValidationError("“\(url)” is no URL: it begins with http:// or https://")
        }
    }

    func run() async throws {
        let documents = try BundleDocuments().documents(dags)
        let credential = PublicCredential(environment: ProcessEnvironment.variables)
        let client = PublicClient(url: url, credential: credential, client: SharedHTTPClient.current)
        let findings: [DeploymentCheck.Finding]
        do throws(AirflowError) {
            findings = try await DeploymentCheck(client: client, documents: documents).run()
        } catch {
            throw BundleFailure(
                exit: .runFailed, message: "error: \(error)\(DeploymentCheck.hint(error, url: url, credential))")
        }
        switch output {
        case .text:
            let width = findings.map(\.subject.count).max() ?? 0
            for finding in findings {
                let space = String(repeating: " ", count: width - finding.subject.count + 2)
                Output.result("\(finding.isGood ? "✓" : "✗") \(finding.subject)\(space)\(finding.text)")
            }
        case .json:
            Output.result(
                .array(
                    findings.map { finding in
                        [
                            "subject": .string(finding.subject), "good": .bool(finding.isGood),
                            "text": .string(finding.text),
                        ]
                    }))
        }
        if findings.contains(where: { !$0.isGood }) { throw BundleFailure(exit: .runFailed) }
    }
}
