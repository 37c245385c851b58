// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime

/// What a ``PythonOperator`` runs.
enum PythonSource: Sendable {
    /// Python code.
    case code(String)
    /// The path of a file.
    case script(Input<String>)
    /// A function as `package.module:function`.
    case function(String)

    /// What the bootstrap program is told.
    func resolve(_ context: TaskContext) async throws -> (kind: String, source: String) {
        switch self {
        case .code(let text): return ("code", Self.dedented(text))
        case .script(let path): return ("script", try await context.resolve(path))
        case .function(let name):
            let parts = name.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
                throw TaskSignal.fail("“\(name)” does not name a Python function: write it as package.module:function")
            }
            return ("function", name)
        }
    }

    /// Takes the white space away that all lines begin with, so that code may be indented as what is around it.
    static func dedented(_ code: String) -> String {
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
        let margins = lines.filter { line in line.contains { $0 != " " && $0 != "\t" } }.map { line in
            line.prefix { $0 == " " || $0 == "\t" }
        }
        guard var margin = margins.first.map(String.init) else { return code }
        for other in margins { margin = String(zip(margin, other).prefix { $0 == $1 }.map(\.0)) }
        return lines.map { $0.hasPrefix(margin) ? String($0.dropFirst(margin.count)) : "" }.joined(separator: "\n")
    }
}
