// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

/// What is documented compiles.
@Suite(.enabled(if: Compiler.obstacle == nil, "\(Compiler.obstacle ?? "")"), .timeLimit(.minutes(15)))
struct DocumentationTests {
    @Test(arguments: DocumentationPage.all)
    func `the Swift on a page compiles, and what it says does not compile does not`(page: DocumentationPage)
        async throws
    {
        let compiler = try Compiler()
        defer { compiler.close() }
        var files: [String: String] = [:]
        var shared: [String: String] = [:]
        for (number, snippet) in page.snippets.enumerated() where !snippet.mustFail && snippet.kind != .test {
            files["\(number).swift"] = snippet.source(page: page.path, number: number)
            if snippet.kind == .shared { shared["\(number).swift"] = files["\(number).swift"] }
        }
        let outcome = try await compiler.check("Page", files)
        if !outcome.succeeded { Issue.record("\(outcome.output)") }

        for (number, snippet) in page.snippets.enumerated() where snippet.mustFail {
            let text = snippet.source(page: page.path, number: number)
            let outcome = try await compiler.check("Page", shared.merging(["wrong.swift": text]) { $1 })
            let isRefused = !outcome.succeeded && outcome.output.contains("\(page.path):")
            #expect(isRefused, "\(page.path):\(snippet.line) compiles")
        }
        for (number, snippet) in page.snippets.enumerated() where snippet.kind == .test {
            let imports = snippet.code.first { $0.hasPrefix("@testable import ") }
            if let tested = imports?.split(separator: " ").last {
                let hello = try #require(Tutorial.resource("hello-01.swift"))
                let emitted = try await compiler.check(String(tested), ["Hello.swift": hello], isImported: true)
                if !emitted.succeeded { Issue.record("\(emitted.output)") }
            }
            let outcome = try await compiler.check(
                "Tests", ["t.swift": snippet.source(page: page.path, number: number)])
            if !outcome.succeeded { Issue.record("\(outcome.output)") }
        }
    }

    @Test func `each step of the tutorials leaves a package that compiles`() async throws {
        let compiler = try Compiler()
        defer { compiler.close() }
        let steps = Tutorial.all.flatMap(\.steps)
        #expect(steps.count > 10)
        var package: [String: String] = [:]
        for step in steps {
            let text = try #require(Tutorial.resource(step.file), "\(step.file) is not among the resources")
            package[step.name] = text
            guard step.name.hasSuffix(".swift") else { continue }
            let sources = package.filter { $0.key.hasPrefix("Sources/Weather/") }
            // The list names DAGs that stand in files of their own: it is checked once those are there.
            let outcome = try await compiler.check("Weather", sources, isImported: true)
            if !outcome.succeeded { Issue.record("\(step.file): \(outcome.output)") }
            let tests = package.filter { $0.key.hasPrefix("Tests/WeatherTests/") && $0.key.hasSuffix(".swift") }
            guard !tests.isEmpty else { continue }
            let tested = try await compiler.check("WeatherTests", tests)
            if !tested.succeeded { Issue.record("\(step.file): \(tested.output)") }
        }
    }

    @Test func `the tutorials begin with what dagrun init writes`() throws {
        let template = try #require(DocumentationPage.text("Sources/DagrunTool/Template/PackageTemplate.swift"))
        let hello = try #require(Tutorial.resource("hello-01.swift"))
        for line in hello.split(separator: "\n") { #expect(template.contains(line), "\(line)") }
    }

    @Test func `all resources are used`() {
        let used = Set(Tutorial.all.flatMap(\.steps).map(\.file))
        let there = DocumentationPage.files(in: "\(DocumentationPage.catalog)/Resources", suffix: "").map {
            String($0.split(separator: "/").last ?? "")
        }
        #expect(Set(there.filter { !$0.hasSuffix(".svg") }) == used)
    }
}
