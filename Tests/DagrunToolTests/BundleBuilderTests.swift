// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Foundation
import Testing

@testable import DagrunTool

struct BundleBuilderTests {
    @Test func `What is packed is built as the program that is installed and checked for its size`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../.ci/static")
        let flags = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(flags == ["-c", "release"] + BundleBuilder.standaloneFlags)
    }
}
