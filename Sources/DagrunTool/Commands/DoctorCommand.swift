// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import ArgumentParser
import DagrunHAL
import DagrunLinux
import FoundationEssentials
import Glibc

/// Looks at what building and running need.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at toolchain, libraries, terminal and permissions, and say what to do.",
        discussion: "Exit code 0, or 1 when a check fails; a warning is no failure."
    )

    @Option(help: "text, or json: {\"checks\":[{\"name\",\"state\",\"found\",\"advice\"}]}.")
    var output: OutputFormat = .text

    func run() throws {
        let current = FileManager.default.currentDirectoryPath
        let folder = PackageFolder.nearest(to: current)?.path ?? current
        let board = try? LinuxBackend().detectBoard()
        let report = DoctorReport(
            checks: ProgramChecks().all + SystemChecks(folder: folder).all + HardwareChecks().all
                + PinChecks().all + (board.map { BusChecks(board: $0).all } ?? []))
        switch output {
        case .json:
            print(try report.json())
        case .text:
            let isPlain = environmentValue("NO_COLOR").map { !$0.isEmpty } ?? false
            print(report.text(isColoured: isatty(STDOUT_FILENO) == 1 && !isPlain))
        }
        if !report.isHealthy { throw ExitCode(ToolError.Code.failed.rawValue) }
    }
}
