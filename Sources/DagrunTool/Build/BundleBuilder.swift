// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import FoundationEssentials

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
        "--static-swift-stdlib", "-Xswiftc", "-Osize",
        // A section for each function: else the linker can't put them in another order.
        "-Xswiftc", "-Xfrontend", "-Xswiftc", "-function-sections",
        "-Xswiftc", "-use-ld=lld", "-Xlinker", "-s", "-Xlinker", "--icf=safe",
        "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
        // What is found by it are handlers of C++ exceptions, and nothing throws any.
        "-Xlinker", "--no-eh-frame-hdr",
    ]

    /// What the linker has no flag for: it leaves out the tables of C++ exceptions themselves, a seventh of a program, and lays
    /// side by side the pieces that functions share and that have no names an order could have.
    static let linkerScript = """
        SECTIONS { /DISCARD/ : { *(.eh_frame) } .text.shared : { *(.text..L__unnamed_*) } } INSERT AFTER .text;

        """

    /// The flags that have the linker read ``linkerScript``.
    ///
    /// - Parameter path: The file that holds it; not absolute: below the package's folder.
    /// - Returns: Flags of `swift build`.
    static func linkerScriptFlags(_ path: String) -> [String] { ["-Xlinker", "-T", "-Xlinker", path] }

    /// The flags that have the linker look for libraries in a folder first.
    ///
    /// In it is the C++ library that is linked into the program, and nothing else. A program then needs no such library where it
    /// runs, and a process of its own for a task starts with a thousand symbols less to look up.
    ///
    /// - Parameter folder: The folder; not absolute: below the package's folder. It needn't be there.
    /// - Returns: Flags of `swift build`.
    static func libraryFlags(_ folder: String) -> [String] { ["-Xlinker", "-L\(folder)"] }

    /// Where Dagrun has the functions that a worker calls, in the order of their first calls; below its package's folder.
    static let functionOrder = "Packaging/functions.order"

    /// The flags that have the linker lay functions side by side that are used together.
    ///
    /// - Parameter path: The file with their names, of which a program needs to have none.
    /// - Returns: Flags of `swift build`.
    static func functionOrderFlags(_ path: String) -> [String] {
        ["-Xlinker", "--symbol-ordering-file=\(path)", "-Xlinker", "--no-warn-symbol-ordering"]
    }

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
        let folder = package.path + "/.build/standalone"
        let script = folder + "/program.ld"
        do throws(FileError) {
            try Folders.create(folder)
            try Folders.write(Array(Self.linkerScript.utf8), to: script)
        } catch {
            throw ToolError(.doesNotLoad, "\(error)")
        }
        try findLibrary("libstdc++.a", for: folder)
        return Self.standaloneFlags + Self.linkerScriptFlags(script) + Self.libraryFlags(folder)
            + Self.functionOrderFlags(ofTool: ProgramSearch.ownPath)
    }

    /// Puts a link to one of the compiler's static libraries into a folder; none where the compiler has no such library.
    private func findLibrary(_ name: String, for folder: String) throws(ToolError) {
        let folders = swift.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let clang = folders.joined(separator: "/") + "/clang"
        guard ProgramSearch.isExecutableFile(clang) else { return }
        let answer = try CommandOutput.of(clang, ["-print-file-name=\(name)"], capturesErrors: false)
        // A library that it doesn't have it answers with its bare name.
        let path = String(answer.text.prefix { $0 != "\n" })
        guard answer.status.isSuccess, path.hasPrefix("/") else { return }
        try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        try? FileManager.default.createSymbolicLink(atPath: "\(folder)/\(name)", withDestinationPath: path)
    }

    /// The flags for the order that came with the tool; none where the tool was taken away from what it came with.
    ///
    /// - Parameter tool: The path of the tool's executable.
    /// - Returns: Flags of `swift build`.
    static func functionOrderFlags(ofTool tool: String?) -> [String] {
        guard let tool, case .path(let folder)? = DagrunReference.aroundTool(tool) else { return [] }
        let path = "\(folder)/\(functionOrder)"
        return FileManager.default.fileExists(atPath: path) ? functionOrderFlags(path) : []
    }
}
