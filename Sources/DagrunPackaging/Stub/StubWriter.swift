// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Writes the statements of a file.
struct StubWriter {
    private let outline: StubOutline
    private let edges: StubEdges
    private let prefixes: [Bool?]
    /// Setups that a teardown names, which makes them setups.
    private let undoneSetups: Set<String>
    /// The queue of tasks that name none.
    private let queue: String
    private var writer = PythonWriter()
    private var context = StubContext()
    /// The variable of each task and group that was written.
    private var variables: [StubOutline.Node: String] = [:]

    init(_ document: DAGDocument, queue: String) {
        outline = StubOutline(document)
        edges = StubEdges(outline)
        prefixes = outline.prefixes()
        undoneSetups = Set(document.tasks.flatMap { $0.teardown?.setups ?? [] })
        self.queue = queue
    }

    /// The whole file.
    mutating func write() -> String {
        let dag = outline.document.dag
        let arguments = context.arguments(of: dag)
        // The operator is made with it.
        if !outline.document.tasks.isEmpty { _ = context.function([]) }
        var body = PythonWriter()
        swap(&body, &writer)
        block("with ", .call("DAG", arguments), ":") { $0.scope(-1) }
        swap(&body, &writer)
        writeHeader()
        writeImports()
        for (parameters, name) in context.functions {
            writer.gap()
            writer.line("def \(name)(\(parameters.joined(separator: ", "))): ...")
        }
        if !outline.document.tasks.isEmpty { writeOperator() }
        writer.gap()
        for (asset, name) in context.assets {
            writer.statement("\(name) = ", .call("Asset", StubContext.arguments(of: asset)))
        }
        writer.blank()
        return writer.text + body.text
    }

    /// The operator of all tasks.
    ///
    /// `@task.stub` looks up the source of its function for each task, and parses it twice, to see that the body is empty:
    /// most of what a task costs. Here they are all the same source. A module that is not of this file keeps the file's place out of
    /// the DAG's version.
    private mutating func writeOperator() {
        let function = context.function([])
        writer.gap()
        writer.line("class Stub(task.stub(\(function)).operator_class):")
        writer.line("    __module__ = task.stub(\(function)).operator_class.__module__")
        writer.blank()
        writer.line("    # Else Airflow would read back and parse the function of each task.")
        writer.line("    def get_python_source(self):")
        writer.line("        return \(PythonString.literal("def \(function)(): ..."))")
        writer.gap()
        writer.line("def stub_task(function, **settings):")
        writer.line("    return task_decorator_factory(function, decorated_operator_class=Stub, **settings)")
    }

    private mutating func writeHeader() {
        let document = outline.document
        writer.line("# Generated from the DAG \(PythonString.literal(document.dag.dagID)) by Dagrun: do not edit.")
        writer.line("\(StubFile.versionMark)\(document.contentHash)")
        writer.line("#")
        writer.line(
            "# Airflow lists, draws and schedules the DAG by this file. Its tasks are stubs: they run in Swift,")
        writer.line("# which also knows their arguments, limits of time, labels and callbacks.")
        writer.blank()
    }

    private mutating func writeImports() {
        if !context.datetimeImports.isEmpty {
            writer.line("from datetime import \(context.datetimeImports.sorted().joined(separator: ", "))")
            writer.blank()
        }
        let names = context.imports.sorted()
        let line = "from airflow.sdk import \(names.joined(separator: ", "))"
        if line.utf8.count <= PythonWriter.width {
            writer.line(line)
        } else {
            writer.statement("from airflow.sdk import ", .call("", names.map { .init(nil, .code($0)) }))
        }
        if !outline.document.tasks.isEmpty {
            writer.line("from airflow.sdk.bases.decorator import task_decorator_factory")
        }
        writer.blank()
    }

    // MARK: Blocks

    /// Writes a block that this writer's own methods fill.
    private mutating func block(
        _ prefix: String, _ head: PythonExpression, _ suffix: String, _ body: (inout StubWriter) -> Void
    ) {
        var copy = PythonWriter()
        swap(&copy, &writer)
        copy.block(prefix, head, suffix) { inner in
            swap(&inner, &writer)
            body(&self)
            swap(&inner, &writer)
        }
        swap(&copy, &writer)
    }

    /// Writes all that is in a mapped group, or at the top level.
    private mutating func scope(_ scope: Int) {
        let atoms = outline.atoms(in: scope)
        let paths = atoms.map { atom -> [Int] in
            switch atom {
            case .task(let place): outline.path(to: outline.group(of: .task(place)), in: scope)
            case .mappedGroup(let place): outline.path(to: outline.parents[place], in: scope)
            case .emptyGroup(let place): outline.path(to: place, in: scope)
            }
        }
        var last: [Int: Int] = [:]
        for (place, path) in paths.enumerated() { for group in path { last[group] = place } }
        var next = 0
        segment(atoms, paths, last, &next, depth: 0)
        write(edges.blocks[scope])
        if atoms.isEmpty { writer.line("pass") }
    }

    /// Writes atoms as long as they are in the block that is open at a depth.
    private mutating func segment(
        _ atoms: [StubOutline.Atom], _ paths: [[Int]], _ last: [Int: Int], _ next: inout Int, depth: Int
    ) {
        let open = next < paths.count ? Array(paths[next].prefix(depth)) : []
        while next < atoms.count, paths[next].starts(with: open) {
            let path = paths[next]
            guard path.count > depth else {
                write(atoms[next])
                next += 1
                continue
            }
            let group = path[depth]
            // What was interleaved in the document goes on in a second block of the same group.
            let head =
                variables[.group(group)].map { (PythonExpression.code($0), ":") } ?? groupHead(group)
            block("with ", head.0, head.1) { stub in
                if case .emptyGroup(group) = atoms[next] {
                    stub.writer.line("pass")
                    next += 1
                } else {
                    stub.segment(atoms, paths, last, &next, depth: depth + 1)
                }
                if (last[group] ?? 0) < next { stub.write(stub.edges.blocks[group]) }
            }
        }
    }

    private mutating func groupHead(_ place: Int) -> (PythonExpression, String) {
        let name = take(.group(place))
        let head = context.sdk("TaskGroup", arguments(ofGroup: place))
        return (head, " as \(name):")
    }

    private func arguments(ofGroup place: Int) -> [PythonExpression.Argument] {
        context.arguments(
            of: outline.document.groups[place], label: outline.label(of: .group(place)),
            isPrefix: prefixes[place] ?? true)
    }

    /// Gives a task or group its variable.
    private mutating func take(_ node: StubOutline.Node) -> String {
        let name = context.names.take(outline.label(of: node), outline.id(of: node))
        variables[node] = name
        return name
    }

    // MARK: Tasks and mapped groups

    private mutating func write(_ atom: StubOutline.Atom) {
        switch atom {
        case .task(let place): writeTask(place)
        case .mappedGroup(let place): writeMappedGroup(place)
        case .emptyGroup: break
        }
    }

    private mutating func writeTask(_ place: Int) {
        let task = outline.document.tasks[place]
        let node = StubOutline.Node.task(place)
        context.imports.insert("task")
        let mapping = task.expand.flatMap { $0.over.isEmpty ? nil : StubMapping($0) { output(of: $0, in: -1) } }
        let function = context.function(mapping?.parameters ?? [])
        let stub = PythonExpression.call(
            "stub_task",
            [.init(nil, .code(function))]
                + context.arguments(
                    of: task, label: outline.label(of: node), queue: queue, owner: outline.document.dag.owner))
        let call = mapping.map { PythonExpression.chain(stub, method: $0.method, $0.arguments) }
        let name = take(node)
        writer.statement("\(name) = ", call ?? .chain(stub, method: nil, []))
        if task.isSetup, !undoneSetups.contains(task.taskID) { writer.line("\(name).as_setup()") }
    }

    private mutating func writeMappedGroup(_ place: Int) {
        guard let expand = outline.document.groups[place].expand else { return }
        let mapping = StubMapping(expand) { output(of: $0, in: -1) }
        let name = take(.group(place))
        writer.blank()
        let decorator = context.sdk("task_group", arguments(ofGroup: place))
        writer.statement("@", decorator)
        writer.join()
        block("def ", .code("\(name)(\(mapping.parameters.joined(separator: ", ")))"), ":") { $0.scope(place) }
        writer.blank()
        writer.statement("\(name) = ", .chain(.code(name), method: mapping.method, mapping.arguments))
    }

    // MARK: References

    /// A task's result.
    private func output(of id: String, in scope: Int) -> PythonExpression {
        guard let node = outline.nodes[id] else { return .list([]) }
        return .code(isResult(node, in: scope) ? reference(node, in: scope) : "\(reference(node, in: scope)).output")
    }

    /// Whether a node's variable holds the result of a task, as calling a stub gives it.
    private func isResult(_ node: StubOutline.Node, in scope: Int) -> Bool {
        if case .task = node { outline.scope(of: node) == scope } else { false }
    }

    /// The expression for a task or group.
    ///
    /// What was declared within the function of a mapped group is found by its label from outside.
    private func reference(_ node: StubOutline.Node, in scope: Int) -> String {
        let own = outline.scope(of: node)
        guard own != scope, own >= 0 else { return variables[node] ?? "None" }
        var code = variables[.group(own)] ?? "None"
        for group in outline.path(to: outline.group(of: node), in: own) {
            code += "[\(PythonString.literal(outline.label(of: .group(group))))]"
        }
        return code + "[\(PythonString.literal(outline.label(of: node)))]"
    }

    // MARK: Edges

    private mutating func write(_ block: StubEdges.Block?) {
        guard let block else { return }
        writer.blank()
        for (place, setups) in block.teardowns { writeTeardown(place, setups) }
        for source in block.sources {
            let scope = scope(of: source, block.targets[source]?.first)
            let targets = (block.targets[source] ?? []).map { PythonExpression.code(reference($0, in: scope)) }
            writer.statement(
                "\(reference(source, in: scope)) >> ", targets.count == 1 ? targets[0] : .list(targets))
        }
        for (from, to, label) in block.labelled {
            let scope = scope(of: from, to)
            let text = context.sdk("Label", [.init(nil, .string(label))])
            let (left, right) = (reference(from, in: scope), reference(to, in: scope))
            if isResult(from, in: scope), isResult(to, in: scope), let line = text.line {
                writer.line("\(left) >> \(line) >> \(right)")
            } else {
                // Between anything else, Airflow's label makes an edge of the groups around both.
                writer.statement(
                    "", .call("\(left).set_downstream", [.init(nil, .code(right)), .init("edge_modifier", text)]))
            }
        }
    }

    private mutating func writeTeardown(_ place: Int, _ setups: [Int]) {
        let task = outline.document.tasks[place]
        let scope = scope(of: .task(place), setups.first.map { .task($0) })
        var arguments: [PythonExpression.Argument] = []
        if !setups.isEmpty {
            arguments.append(.init("setups", .list(setups.map { .code(reference(.task($0), in: scope)) })))
        }
        if task.teardown?.onFailureFailDAGRun == true {
            arguments.append(.init("on_failure_fail_dagrun", .bool(true)))
        }
        writer.statement("", .call("\(reference(.task(place), in: scope)).as_teardown", arguments))
    }

    /// The scope in which an edge is written: that of both ends, where it is one.
    private func scope(of from: StubOutline.Node, _ to: StubOutline.Node?) -> Int {
        let own = outline.scope(of: from)
        return to.map { outline.scope(of: $0) } ?? own == own ? own : -1
    }
}
