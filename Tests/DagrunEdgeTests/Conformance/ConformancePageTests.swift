// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Testing

@Suite struct ConformancePageTests {
    private static let root = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }

    @Test func everyBehaviourHasATestOrAReason() throws {
        let page = try ConformancePage(root: Self.root)
        let behaviours = page.sections.flatMap(\.behaviours)
        #expect(behaviours.map(\.number) == Array(1...113))
        for behaviour in behaviours where page.tests[behaviour.number] == nil {
            #expect(behaviour.reason != nil, "\(behaviour.number) has neither a test nor a reason")
        }
        for behaviour in behaviours where behaviour.reason != nil {
            #expect(page.tests[behaviour.number] == nil, "\(behaviour.number) has a test: take its reason away")
        }
    }

    /// Run with `DAGRUN_WRITE_PAGES=1` to write it anew.
    @Test func thePageIsUpToDate() throws {
        let text = try ConformancePage(root: Self.root).text
        let url = URL(filePath: "\(Self.root)/docs/conformance.md")
        if ProcessInfo.processInfo.environment["DAGRUN_WRITE_PAGES"] != nil { try Data(text.utf8).write(to: url) }
        #expect(
            String(decoding: try Data(contentsOf: url), as: UTF8.self) == text,
            "write it: DAGRUN_WRITE_PAGES=1 swift test")
    }
}
