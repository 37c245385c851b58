// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials

/// A text whose gaps are filled when the task runs.
///
/// Written as a string with interpolations, wherever an `Input<String>` is wanted:
///
/// ```swift
/// "cat \(\.params.file)"                 // what the task may know: key paths of TaskContext
/// "report for \(\.ds)"                   // fails with a clear error in a run without a logical date
/// "report for \(\.ds, default: "today")" // or has a text for it
/// "since \(\.prevEndDateSuccess, default: "ever")"   // the latest run before that succeeded
/// "\(count.output) rows"                 // what another task returned: makes an edge
/// "\(json: rows.output)"                 // any Codable value, as JSON
/// ```
///
/// Airflow's Jinja templates, checked by the compiler.
public struct Template: StringInterpolationProtocol {
    private enum Part: Sendable {
        case text(String)
        case value(@Sendable (TaskContext) async throws -> String)
    }

    private var parts: [Part] = []
    private var dependencies: [InputDependency] = []
    private var params: [String] = []
    private var groups: [String] = []
    private var preview = ""

    /// Begins a template.
    ///
    /// - Parameters:
    ///   - literalCapacity: The length of its fixed texts.
    ///   - interpolationCount: The number of its gaps.
    public init(literalCapacity: Int, interpolationCount: Int) {
        parts.reserveCapacity(interpolationCount * 2 + 1)
    }

    /// Adds fixed text.
    ///
    /// - Parameter literal: The text.
    public mutating func appendLiteral(_ literal: String) {
        guard !literal.isEmpty else { return }
        parts.append(.text(literal))
        preview += literal
    }

    /// Adds something that the task may know.
    ///
    /// - Parameter path: A key path of ``TaskContext``, such as `\.runID`.
    public mutating func appendInterpolation<Value: TemplateValue>(_ path: any KeyPath<TaskContext, Value> & Sendable) {
        append(path) { $0.templateText }
    }

    /// Adds something that not every run has.
    ///
    /// - Parameters:
    ///   - path: A key path of ``TaskContext``, such as `\.ds`.
    ///   - fallback: The text where the run has no such value; nil: the task fails then.
    public mutating func appendInterpolation<Value: TemplateValue>(
        _ path: any KeyPath<TaskContext, Value?> & Sendable, default fallback: String? = nil
    ) {
        append(path, fallback) { $0[keyPath: path]?.templateText }
    }

    // Not generic, and so preferred: `TaskContext` has properties of the same names.
    /// Adds something about the latest run before this one that succeeded.
    ///
    /// - Parameters:
    ///   - path: A key path of ``PreviousRunKeys``, such as `\.prevEndDateSuccess`.
    ///   - fallback: The text where there is no such run, or the run has no logical date; nil: the task fails then.
    public mutating func appendInterpolation(
        _ path: any KeyPath<PreviousRunKeys, Date?> & Sendable, default fallback: String? = nil
    ) {
        append(path, fallback) { context in
            let run = try await context.services.previousSuccessfulRun()
            return run.flatMap { PreviousRunKeys(run: $0)[keyPath: path]?.templateText }
        }
    }

    /// Adds a param of the run.
    ///
    /// - Parameter path: A key path such as `\.params.file`.
    public mutating func appendInterpolation(_ path: any KeyPath<TaskContext, JSONValue> & Sendable) {
        let probe = Params.Probe()
        let names = probe.names(read: path)
        params += names
        preview += "{{ \(names.first.map { "params.\($0)" } ?? TemplateKey.of(path)?.name ?? "…") }}"
        parts.append(.value { context in context[keyPath: path].templateText })
    }

    /// Adds another input, such as what a task returned.
    ///
    /// - Parameter input: The input; the task gets an edge from each upstream it names.
    public mutating func appendInterpolation<Value: TemplateValue>(_ input: Input<Value>) {
        append(input) { $0.templateText }
    }

    /// Adds an input that may be nil, as nothing.
    ///
    /// - Parameters:
    ///   - input: The input.
    ///   - fallback: The text where it is nil.
    public mutating func appendInterpolation<Value: TemplateValue>(
        _ input: Input<Value?>, default fallback: String = ""
    ) {
        append(input) { $0?.templateText ?? fallback }
    }

    /// Adds an input of any type, as JSON.
    ///
    /// - Parameter input: The input.
    public mutating func appendInterpolation<Value>(json input: Input<Value>) {
        append(input) { String(decoding: try XComValue($0).json, as: UTF8.self) }
    }

    /// Adds a value that is known now.
    ///
    /// - Parameter value: The value.
    public mutating func appendInterpolation(_ value: some TemplateValue) {
        appendLiteral(value.templateText)
    }

    /// Adds something that the task may know, in a form of your own.
    ///
    /// - Parameter compute: Makes the text.
    public mutating func appendInterpolation(_ compute: @escaping @Sendable (TaskContext) async throws -> String) {
        parts.append(.value(compute))
        preview += "{{ … }}"
    }

    /// Adds something that may be missing.
    private mutating func append(
        _ path: AnyKeyPath, _ fallback: String?,
        text: @escaping @Sendable (TaskContext) async throws -> String?
    ) {
        let key = TemplateKey.of(path)
        preview += "{{ \(key?.name ?? "…") }}"
        parts.append(
            .value { context in
                if let text = try await text(context) ?? fallback { return text }
                throw TemplateError(
                    name: key?.name ?? "a value", property: key?.property ?? "…", runID: context.runID,
                    hasLogicalDate: context.logicalDate != nil)
            })
    }

    private mutating func append<Value>(
        _ path: any KeyPath<TaskContext, Value> & Sendable, text: @escaping @Sendable (Value) -> String
    ) {
        preview += "{{ \(TemplateKey.of(path)?.name ?? "…") }}"
        parts.append(.value { context in text(context[keyPath: path]) })
    }

    private mutating func append<Value>(_ input: Input<Value>, text: @escaping @Sendable (Value) throws -> String) {
        dependencies += input.dependencies
        params += input.paramNames
        groups += input.elementOf
        preview += "{{ \(input.dependencies.first?.taskID ?? input.preview ?? "…") }}"
        parts.append(.value { context in try text(try await input.resolve(context)) })
    }

    var input: Input<String> {
        let parts = parts
        let identity = Identity()
        let make: @Sendable (TaskContext) async throws -> String = { context in
            if let text = context.rendered(identity.id) { return text }
            var text = ""
            for part in parts {
                switch part {
                case .text(let literal): text += literal
                case .value(let value): text += try await value(context)
                }
            }
            return text
        }
        let render: @Sendable (TaskContext) async throws -> String = { context in
            let text = try await make(context)
            context.remember(text, of: identity.id)
            return text
        }
        return Input(
            dependencies: dependencies, paramNames: params, preview: preview, elementOf: groups, render: render,
            resolve: make)
    }

    /// Tells one template from another.
    private final class Identity: Sendable {
        var id: ObjectIdentifier { ObjectIdentifier(self) }
    }
}
