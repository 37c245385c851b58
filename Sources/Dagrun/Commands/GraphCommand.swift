// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// Draws a DAG.
struct GraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Draw a DAG as ASCII, Mermaid, dot or SVG, or write it as JSON.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case ascii, mermaid, dot, svg }

    @Argument(help: "The DAG's id.")
    var dag: String

    @Option(help: "ascii, mermaid, dot or svg; ascii, where not given.")
    var format: Format?

    @Option(help: "text: as --format says; json: tasks, groups and edges as data.")
    var output = OutputFormat.text

    @Option(
        name: .customLong("run"),
        help: "Show the states of this run: its id, the beginning of its id, or `latest`.")
    var runID: String?

    @OptionGroup var runs: RunsOptions

    func validate() throws {
        if output == .json, format != nil { throw ValidationError("--format is for --output text") }
    }

    func run() throws {
        let bundle = LoadedBundle.current
        let dag = try bundle.anyDAG(dag)
        let record = try runID.map { try runs.history.contents(dagID: dag.id, runID: $0).record }
        Output.write(renderer.render(dag.document, record: record), to: STDOUT_FILENO)
        let faults = bundle.faults(of: dag.id)
        if !faults.isEmpty { throw DAGLoadError(faults: faults) }
    }

    private var renderer: any GraphRenderer {
        if output == .json { return JSONGraph() }
        switch format ?? .ascii {
        case .mermaid: return MermaidGraph()
        case .dot: return DotGraph()
        case .svg: return SVGGraph()
        case .ascii:
            let environment = ProcessEnvironment.variables
            let theme = ProgressTheme(environment: environment, isTTY: Terminal.isTTY(STDOUT_FILENO))
            return ASCIIGraph(
                width: Terminal.size(STDOUT_FILENO, environment: environment).columns,
                usesASCIIOnly: !theme.usesUnicode, usesColor: theme.usesColor)
        }
    }
}
