// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunPackaging
import DagrunTestSupport
import Testing

@Suite("Executable bundles")
struct BundleFileTests {
    private static let program = Array("\u{7f}ELF and then some".utf8)
    private static let documents = [
        DAGDocument(dag: DAGDefinition(dagID: "sales"), tasks: [TaskDefinition(taskID: "pull")])
    ]

    private static func packed() throws -> [UInt8] {
        try BundleFile(program: program, documents: documents).bytes()
    }

    @Test("the footer is laid out as Airflow reads it")
    func layout() throws {
        let bytes = try Self.packed()
        let trailer = Array(bytes.suffix(64))
        #expect(Array(trailer[56...]) == Array("AFBNDL01".utf8))
        #expect(trailer[44..<56].allSatisfy { $0 == 0 })
        #expect(Array(trailer[8..<12]) == [1, 0, 0, 0])
        var hash = SHA256()
        hash.update(Self.program)
        #expect(Array(trailer[12..<44]) == hash.digest())
        let metadataLength = Int(trailer[4]) | Int(trailer[5]) << 8
        let metadata = try JSONParser().value(from: Array(bytes.suffix(64 + metadataLength).dropLast(64)))
        #expect(metadata["dags"]?["sales"]?["tasks"] == ["pull"])
        #expect(metadata["sdk"]?["supervisor_schema_version"] == "2026-06-16")
        #expect(bytes.starts(with: Self.program))
    }

    @Test("what is packed is read again")
    func readAgain() throws {
        let bundle = try BundleFile(try Self.packed())
        #expect(bundle.program == Self.program)
        #expect(bundle.source == CanonicalJSON.bytes(of: .array(Self.documents.map(\.jsonValue))))
        let metadata = try BundleMetadata(bundle.metadata)
        #expect(metadata == BundleMetadata(Self.documents, source: BundleFile.sourceName))
        #expect(metadata.dags.first?.version == Self.documents[0].contentHash)
    }

    @Test("a program that is packed already is packed anew, not twice")
    func packedTwice() throws {
        let once = try Self.packed()
        #expect(try BundleFile(program: once, documents: Self.documents).bytes() == once)
        let stubs = [(name: "sales.py", bytes: Array("# airflow dag".utf8))]
        let zip = try BundleFile(program: once, documents: Self.documents, stubs: stubs).bytes()
        #expect(try BundleFile(program: zip, documents: Self.documents).bytes() == once)
        #expect(try BundleFile(program: zip, documents: Self.documents, stubs: stubs).bytes() == zip)
    }

    @Test("a file without a footer is no bundle", arguments: ["", "#!/bin/sh", String(repeating: "x", count: 200)])
    func noFooter(text: String) {
        let bytes = Array(text.utf8)
        #expect(throws: BundleFileError(.noBundle, "it has no footer AFBNDL01: it is not packed")) {
            try BundleFile(bytes)
        }
    }

    @Test("each changed byte of a bundle is noticed, or changes only what is said of it")
    func changedBytes() throws {
        let bytes = try Self.packed()
        let whole = try BundleFile(bytes)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 0x40
            guard let bundle = try? BundleFile(changed) else { continue }
            // The hash is the program's; source and metadata have none.
            #expect(bundle.program == whole.program, "byte \(place)")
        }
    }

    @Test("a footer of another version, or with something where nothing is to be, is refused", arguments: [8, 44, 55])
    func otherFooters(place: Int) throws {
        var bytes = try Self.packed()
        bytes[bytes.count - 64 + place] += 1
        let code: BundleFileError.Code = place == 8 ? .version : .damaged
        #expect(throws: BundleFileError.self) { try BundleFile(bytes) }
        do { _ = try BundleFile(bytes) } catch { #expect(error.code == code) }
    }

    @Test("a bundle that was cut off, or is any other rubbish, is refused without a trap")
    func rubbish() throws {
        let bytes = try Self.packed()
        for count in 0..<bytes.count {
            #expect(throws: BundleFileError.self) { try BundleFile(Array(bytes.prefix(count))) }
        }
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            var trailer = (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
            trailer.replaceSubrange(56..., with: Array("AFBNDL01".utf8))
            if Bool.random(using: &random) { trailer.replaceSubrange(8..<12, with: [1, 0, 0, 0]) }
            if Bool.random(using: &random) { trailer.replaceSubrange(44..<56, with: [UInt8](repeating: 0, count: 12)) }
            #expect(throws: BundleFileError.self) { try BundleFile(trailer) }
        }
    }

    @Test(
        "metadata that say nothing of DAGs are refused",
        arguments: ["", "{}", "[]", "{\"dags\": []}", "dags:\n  - a"])
    func badMetadata(text: String) {
        #expect(throws: BundleFileError.self) { try BundleMetadata(Array(text.utf8)) }
    }

    @Test("metadata in YAML, as packers of other languages write them, are read")
    func metadataInYAML() throws {
        let text = """
            airflow_bundle_metadata_version: "1.0"
            sdk:
              language: go
              version: 0.1.0
              supervisor_schema_version: "2026-06-16"
            dags:
              sales:
                tasks: [pull, push]
              empty: {}
            """
        let metadata = try BundleMetadata(Array(text.utf8))
        #expect(metadata.language == "go")
        #expect(metadata.schemaVersion == "2026-06-16")
        #expect(metadata.dags.map(\.dagID) == ["empty", "sales"])
        #expect(metadata.dags.last?.tasks == ["pull", "push"])
    }

    @Test("a version in YAML that is not quoted is a date, and no version, as Airflow's coordinator reads it")
    func dateInYAML() throws {
        let text = "sdk: {supervisor_schema_version: 2026-06-16}\ndags:\n  a: {}"
        #expect(try BundleMetadata(Array(text.utf8)).schemaVersion == nil)
    }
}
