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
                + BundleBuilder.linkerScriptFlags(".ci/static.ld")
                + BundleBuilder.libraryFlags(".build/standalone")
                + BundleBuilder.functionOrderFlags(BundleBuilder.functionOrder))
        #expect(try text("static.ld") == BundleBuilder.linkerScript)
    }

    @Test func `Functions are ordered where the tool is with its package, and the build goes on where it is not`() {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        let package = "/" + folder.path().split(separator: "/").joined(separator: "/")
        #expect(
            BundleBuilder.functionOrderFlags(ofTool: "\(package)/.build/debug/dagrun")
                == BundleBuilder.functionOrderFlags("\(package)/\(BundleBuilder.functionOrder)"))
        #expect(BundleBuilder.functionOrderFlags(ofTool: "/nowhere/bin/dagrun").isEmpty)
        #expect(BundleBuilder.functionOrderFlags(ofTool: nil).isEmpty)
    }
}
