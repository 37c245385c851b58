// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import ArgumentParser
import DagrunModel
import FoundationEssentials

/// Makes a package of one's own.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a package of your own, with a DAG, a test and a README.",
        discussion: """
            The package refers to the Dagrun that this tool comes from (its checkout, or the sources installed with it), \
            unless --dagrun-path or --dagrun-url says otherwise. Nothing is ever overwritten.
            """
    )

    @Argument(help: "The folder to make, whose last part is the package's name; without it, this folder.")
    var name: String?

    @Option(help: ArgumentHelp("Where Dagrun's sources are.", valueName: "folder"))
    var dagrunPath: String?

    @Option(help: ArgumentHelp("The repository of Dagrun; needs --dagrun-version.", valueName: "url"))
    var dagrunURL: String?

    @Option(help: ArgumentHelp("The lowest version of Dagrun, with --dagrun-url.", valueName: "version"))
    var dagrunVersion: String?

    @Option(help: "text, or json: {\"name\",\"folder\",\"files\",\"next\"}.")
    var output: OutputFormat = .text

    func validate() throws {
        if dagrunPath != nil && dagrunURL != nil {
            throw ValidationError("--dagrun-path and --dagrun-url exclude each other")
        }
        if (dagrunURL == nil) != (dagrunVersion == nil) {
            throw ValidationError("--dagrun-url and --dagrun-version go together, as in --dagrun-version 1.0.0")
        }
    }

    func run() throws {
        let current = FileManager.default.currentDirectoryPath
        let folder = name.map { Self.absolute($0, from: current) } ?? current
        let last = folder.split(separator: "/").last.map(String.init) ?? ""
        let template = PackageTemplate(name: try PackageName(last), dagrun: try reference(from: current))
        try PackageWriter.write(template.files, to: folder)

        let next = (name.map { "cd \(Self.quoted($0)) && " } ?? "") + "dagrun local hello"
        switch output {
        case .json:
            let report: JSONValue = [
                "name": .string(template.name.text), "folder": .string(folder),
                "files": .array(template.files.map { .string($0.path) }), "next": .string(next),
            ]
            print(String(decoding: CanonicalJSON.prettyBytes(of: report), as: UTF8.self), terminator: "")
        case .text:
            for file in template.files { print("  \(file.path)") }
            print("\nmade \(template.name.text) in \(folder); next:\n\n  \(next)")
        }
    }

    private func reference(from current: String) throws(ToolError) -> DagrunReference {
        if let dagrunPath {
            let path = Self.absolute(dagrunPath, from: current)
            guard FileManager.default.fileExists(atPath: path + "/Package.swift") else {
                throw ToolError(.usage, "--dagrun-path: there is no Package.swift in \(path)")
            }
            return .path(path)
        }
        if let dagrunURL, let dagrunVersion { return .url(dagrunURL, version: dagrunVersion) }
        guard let found = ProgramSearch.ownPath.flatMap(DagrunReference.aroundTool) else {
            throw ToolError(
                .usage, "this tool has no sources of Dagrun around it; say where they are with --dagrun-path FOLDER")
        }
        return found
    }

    /// A path as a shell takes it for one word.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy { byte in
            Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
                || "/._-+,@%".utf8.contains(byte)
        }
        return isPlain ? path : "'" + path.replacing("'", with: #"'\''"#) + "'"
    }

    /// An absolute path without `.` and `..`, of which the last part is a name.
    static func absolute(_ path: String, from current: String) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : "\(current)/\(path)").split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
