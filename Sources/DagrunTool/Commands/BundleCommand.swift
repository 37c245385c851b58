// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import ArgumentParser

/// Hands everything that isn't the tool's own to the bundle's executable.
struct BundleCommand: ParsableCommand {
    /// What nobody types: each word that is typed may be a command of the bundle.
    static let name = "__bundle"
    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "Build the package's bundle and run it with your arguments.",
        shouldDisplay: false
    )

    @OptionGroup var options: PackageOptions

    @Argument(parsing: .captureForPassthrough)
    var arguments: [String] = []

    func run() throws {
        guard let name = arguments.first else { throw CleanExit.helpRequest(DagrunCommand.self) }
        guard !name.hasPrefix("-") else {
            throw ToolError(
                .usage,
                "there is no option \(name) before the command; see `dagrun --help`, or write it after the command")
        }
        let swift = ProgramSearch.find("swift")
        let bundle = try Bundle.find(from: options.folder, product: options.product, swift: swift)
        switch (bundle, WatchRequest(arguments)) {
        case (.examples, .some):
            throw ToolError(
                .usage, "--watch rebuilds a package on each save, and there is none here that depends on Dagrun")
        case (.examples(let path, let reason), nil):
            say("\(reason); running the built-in examples")
            try Replacement.exec(path, arguments)
        case (.product(let product, let package), let watch):
            guard let swift else { throw ToolError.noToolchain }
            // What is packed goes to other machines.
            let isPacked = arguments.first == "pack"
            let builder = BundleBuilder(
                swift: swift, configuration: isPacked ? .release : options.configuration, isStandalone: isPacked)
            if let watch {
                let manifest = try ManifestReader(swift: swift).manifest(of: package)
                var loop = try WatchLoop(
                    sources: manifest.sourceFolders(in: package),
                    build: { () throws(ToolError) in
                        try builder.build(product, in: package)
                    })
                throw ExitCode(try loop.run(watch.arguments))
            }
            try Replacement.exec(try builder.build(product, in: package), arguments)
        }
    }
}
