// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// What a task or group is mapped over, as Python calls.
///
/// Airflow only counts the elements: each instance is told its map index, and takes its elements by it in Swift.
struct StubMapping {
    /// The parameters of the function.
    let parameters: [String]
    /// The method that expands, `expand` or `expand_kwargs`.
    let method: String
    /// Its arguments.
    let arguments: [PythonExpression.Argument]

    /// Makes the calls.
    ///
    /// - Parameters:
    ///   - expand: What is mapped over.
    ///   - output: The expression for a task's result.
    init(_ expand: ExpandDefinition, output: (String) -> PythonExpression) {
        let outputs = expand.over.compactMap { source in source.task.map(output) }
        let isZip = expand.mode == .zip && expand.over.count > 1
        guard isZip, let first = outputs.first else {
            let parameters = StubNames.parameters(expand.over.map(\.name))
            self.parameters = parameters
            if isZip {
                let length = expand.over.map { $0.literal?.count ?? 0 }.min() ?? 0
                let rows = (0..<length).map { place in
                    PythonExpression.dictionary(
                        zip(parameters, expand.over).map { ($0, .json($1.literal?[place] ?? .null)) })
                }
                method = "expand_kwargs"
                arguments = [.init(nil, .list(rows))]
            } else {
                method = "expand"
                arguments = zip(parameters, expand.over).map { parameter, source in
                    .init(parameter, source.task.map(output) ?? .list((source.literal ?? []).map { .json($0) }))
                }
            }
            return
        }
        // Lists that are not equally long fail in Swift, where the shorter ones end: so there must be an instance for
        // each place of the longest. Literals beside them can't be zipped in Airflow, and needn't be: the length is known.
        parameters = ["zipped"]
        method = "expand"
        let zipped =
            outputs.count == 1
            ? first
            : PythonExpression.chain(
                first, method: "zip",
                outputs.dropFirst().map { .init(nil, $0) } + [.init("fillvalue", .code("None"))])
        arguments = [.init("zipped", zipped)]
    }
}
