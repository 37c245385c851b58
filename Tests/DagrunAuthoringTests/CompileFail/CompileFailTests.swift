// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

/// What does not compile is a promise as well: the examples in `Tests/CompileFail` say which errors they give.
@Suite(.enabled(if: ExampleCompiler.problem == nil, "\(ExampleCompiler.problem ?? "")"))
struct CompileFailTests {
    @Test(.timeLimit(.minutes(15)), arguments: CompileExample.all)
    func `an example gives the errors that it names, and no other`(_ example: CompileExample) throws {
        let compiler = try #require(ExampleCompiler())
        var open = example.expected
        for error in compiler.errors(of: example.path) {
            let place = open.firstIndex { $0.line == error.line && error.message.contains($0.message) }
            if let place {
                open.remove(at: place)
            } else {
                Issue.record("\(example.name):\(error.line): an error that was not expected: \(error.message)")
            }
        }
        for missing in open {
            Issue.record("\(example.name):\(missing.line): this error did not come: \(missing.message)")
        }
    }

    @Test func `there are examples that fail and one that does not`() {
        #expect(CompileExample.all.count > 10)
        #expect(CompileExample.all.filter(\.expected.isEmpty).map(\.name) == ["Compiles.swift"])
    }
}
