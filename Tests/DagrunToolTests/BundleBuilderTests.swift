// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Foundation
import Testing

@testable import DagrunTool

struct BundleBuilderTests {
    @Test func `What is packed is built as the program that is installed and checked for its size`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../.ci")
        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        }
        let flags = try text("static").split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(
            flags == ["-c", "release"] + BundleBuilder.standaloneFlags
                + BundleBuilder.linkerScriptFlags(".ci/static.ld"))
        #expect(try text("static.ld") == BundleBuilder.linkerScript)
    }
}
