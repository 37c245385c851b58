// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Builds a package's bundle with SwiftPM.
struct BundleBuilder {
    /// The path of `swift`.
    var swift: String
    /// Debug or release.
    var configuration: BuildConfiguration
    /// Whether the executable must run where there is no Swift, and be small.
    var isStandalone = false

    /// What a standalone executable is built with, besides the configuration.
    static let standaloneFlags = [
        "--static-swift-stdlib", "-Xswiftc", "-Osize", "-Xswiftc", "-use-ld=lld", "-Xlinker", "-s", "-Xlinker",
        "--icf=safe", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
        // What is found by it are handlers of C++ exceptions, and nothing throws any.
        "-Xlinker", "--no-eh-frame-hdr",
    ]

    /// Builds a product and returns the path of its executable.
    ///
    /// Progress and messages go to stderr; a product that is up to date prints nothing.
    ///
    /// - Parameters:
    ///   - product: The name of the executable product.
    ///   - package: The package it is in.
    ///   - terminal: What stderr is attached to.
    /// - Returns: The path of the executable.
    /// - Throws: When the build fails; the compiler's words have gone to stderr then.
    func build(
        _ product: String, in package: PackageFolder, terminal: Terminal = .standardError()
    ) throws(ToolError) -> String {
        let arguments =
            ["build", "--package-path", package.path, "--product", product, "-c", configuration.rawValue]
            + (isStandalone ? Self.standaloneFlags : [])
        // Asked through a terminal the compiler colours its diagnostics; NO_COLOR asks it not to.
        let isPlain = environmentValue("NO_COLOR").map { !$0.isEmpty } ?? false
        var pipe = try OutputPipe(terminalColumns: isPlain ? nil : terminal.columns)
        let child = try pipe.start(swift, arguments)

        var output = BuildOutput()
        var progress = BuildProgress(terminal: terminal, title: product)
        while let bytes = pipe.read(timeout: 100) {
            for piece in output.take(bytes) { progress.show(piece) }
            progress.tick()
        }
        for piece in output.end() { progress.show(piece) }
        progress.erase()

        switch child.wait() {
        case .exited(0):
            break
        case .signalled(2):
            throw ToolError(.interrupted, "the build was interrupted")
        case .exited, .signalled:
            throw ToolError(
                .doesNotLoad,
                "\(product) does not build (\(configuration.rawValue), in \(package.path)); correct the errors above")
        }
        let executable = package.executable(of: product, configuration: configuration)
        guard ProgramSearch.isExecutableFile(executable) else {
            throw ToolError(.doesNotLoad, "SwiftPM built \(product) but there is no executable at \(executable)")
        }
        return executable
    }
}
