// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunPackaging
import DagrunSystem
import DagrunTestSupport
import Testing

/// Programs of other packers come from anywhere: their metadata are read or refused.
@Suite struct BundleMetadataFuzzTests {
    private static let yaml = """
        airflow_bundle_metadata_version: "1.0"
        dags:
          sales:
            tasks: [extract, 'load it', "a: b"]
          'night ly':
            tasks:
            - one  # of two
            - two
          2026-01-02: {tasks: []}
        sdk:
          language: go
          supervisor_schema_version: '2026-06-16'
        source: main.go
        """
    private static let program = Array("\u{7f}ELF and then some".utf8)

    /// A program with these metadata in its footer.
    private static func packed(_ metadata: [UInt8]) throws -> [UInt8] {
        var hash = SHA256()
        hash.update(program)
        let trailer = BundleTrailer(sourceLength: 0, metadataLength: metadata.count, digest: hash.digest())
        return try program + metadata + trailer.bytes()
    }

    @Test func `metadata in YAML are read from a program's footer`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/other"
        try Folders.write(try Self.packed(Array(Self.yaml.utf8)), to: path)
        let metadata = try BundleMetadata(of: try InputFile(path))
        #expect(metadata.dags.map(\.dagID) == ["2026-01-02", "night ly", "sales"])
        #expect(metadata.dags.last?.tasks == ["extract", "load it", "a: b"])
        #expect(metadata.schemaVersion == "2026-06-16")
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `changed metadata are read or refused, never worse`(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/other"
        let sound = Array(Self.yaml.utf8)
        let pieces = [
            ":", "-", "- ", "\n", "\n  ", "{", "}", "[", "]", "'", "\"", "&a", "*a", "!!set", "|", ">", "? ", "#", "\t",
            "\0", "é",
            "---\n", "%YAML 1.2\n", "<<: *a", ", ", "\\x", String(repeating: "[", count: 300),
            String(repeating: "{a: ", count: 300),
            String(repeating: "- ", count: 300),
        ]
        var refused = 0
        for _ in 0..<250 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...2, using: &numbers) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0 where !bytes.isEmpty: bytes[place] = UInt8.random(in: .min ... .max, using: &numbers)
                case 1:
                    let end = min(bytes.count, place + Int.random(in: 0...60, using: &numbers))
                    bytes.removeSubrange(min(place, end)..<end)
                case 2: bytes.insert(contentsOf: Array((pieces.randomElement(using: &numbers) ?? "").utf8), at: place)
                default: bytes.insert(contentsOf: bytes.dropFirst(place).prefix(40), at: place)
                }
            }
            try Folders.write(try Self.packed(bytes), to: path)
            do {
                _ = try BundleMetadata(of: try InputFile(path))
            } catch let error as BundleFileError {
                #expect(error.code == .damaged)
                refused += 1
            }
        }
        #expect(refused > 25 && refused < 245, "\(refused)")
    }
}
