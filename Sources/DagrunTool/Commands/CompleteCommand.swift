// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import ArgumentParser
import FoundationEssentials

/// Answers a completion script; nothing is built for it.
struct CompleteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "__complete",
        abstract: "Print the words that may come next, each with a tab and its meaning.",
        shouldDisplay: false
    )

    @Argument(parsing: .captureForPassthrough)
    var words: [String] = []

    func run() throws {
        guard let tool = CommandNode.tool else { return }
        let executable = Self.builtBundle()
        let bundle = executable.flatMap { path in
            Self.output(of: path, ["--experimental-dump-help"]).flatMap(CommandNode.parse)
        }
        let completer = Completer(tool: tool, bundle: bundle) {
            let text = executable.flatMap { Self.output(of: $0, ["list", "--output", "ids"]) } ?? ""
            return text.split(whereSeparator: \.isNewline).map(String.init)
        }
        let asked = words.first == "--" ? Array(words.dropFirst()) : words
        for completion in completer.completions(of: asked) { print(completion.line) }
    }

    /// The bundle's executable, as far as it is built; the newer of debug and release.
    private static func builtBundle() -> String? {
        let manager = FileManager.default
        guard let package = PackageFolder.nearest(to: manager.currentDirectoryPath),
            let swift = ProgramSearch.find("swift"),
            let manifest = try? ManifestReader(swift: swift).manifest(of: package),
            let product = manifest.bundleProducts.first
        else { return try? BuiltInExamples.executable() }
        let built = BuildConfiguration.allCases.map { package.executable(of: product, configuration: $0) }
            .filter(ProgramSearch.isExecutableFile)
        return built.max { modified($0) < modified($1) }
    }

    private static func modified(_ path: String) -> Date {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.modificationDate] as? Date ?? .distantPast
    }

    private static func output(of executable: String, _ arguments: [String]) -> String? {
        guard let output = try? CommandOutput.of(executable, arguments), output.status.isSuccess else { return nil }
        return output.text
    }
}
