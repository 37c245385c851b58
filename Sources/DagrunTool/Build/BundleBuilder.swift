// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem

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

    /// Leaves out what the linker has no flag to leave out: the tables of C++ exceptions themselves, a seventh of a program.
    static let linkerScript = "SECTIONS { /DISCARD/ : { *(.eh_frame) } } INSERT AFTER .text;\n"

    /// The flags that have the linker read ``linkerScript``.
    ///
    /// - Parameter path: The file that holds it; not absolute: below the package's folder.
    /// - Returns: Flags of `swift build`.
    static func linkerScriptFlags(_ path: String) -> [String] { ["-Xlinker", "-T", "-Xlinker", path] }

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
            try ["build", "--package-path", package.path, "--product", product, "-c", configuration.rawValue]
            + (isStandalone ? standaloneFlags(in: package) : [])
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

    private func standaloneFlags(in package: PackageFolder) throws(ToolError) -> [String] {
        let folder = package.path + "/.build"
        let script = folder + "/standalone.ld"
        do throws(FileError) {
            try Folders.create(folder)
            try Folders.write(Array(Self.linkerScript.utf8), to: script)
        } catch {
            throw ToolError(.doesNotLoad, "\(error)")
        }
        return Self.standaloneFlags + Self.linkerScriptFlags(script)
    }
}
