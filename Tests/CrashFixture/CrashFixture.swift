// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunLocal
import DagrunModel
import Glibc

/// A program that runs a DAG and kills itself where it is told to.
///
/// `CrashFixture FOLDER [task:N | journal:N]`: runs begin in FOLDER, or go on if there is one already. Each task notes in
/// `FOLDER/side` when it begins and ends. With `task:N` the process kills itself at the Nth such note, with `journal:N`
/// as soon as N events were written to the journal. `CrashFixture FOLDER limit:BYTES` lets no file grow beyond a size, as
/// a full disk does. Exits with 0 for a run that succeeded, 1 for one that failed, 3 for anything else.
@main
struct CrashFixture {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count >= 2 else { exit(3) }
        let folder = arguments[1]
        let crash = CrashPoint(arguments.count > 2 ? arguments[2] : "")
        var configuration = LocalRunConfiguration()
        configuration.root = "\(folder)/runs"
        configuration.packageFolder = nil
        configuration.parallel = 8
        configuration.onEvents = { crash.didWrite($0.count) }
        configuration.onWarning = { text in
            // Whole lines, unbuffered: the process may die at any moment.
            let line = Array("warning: \(text)\n".utf8)
            _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
        }
        if RunHistory(root: "\(folder)/runs").dagIDs().isEmpty {
            configuration.runID = "one"
        } else {
            configuration.resume = "one"
        }
        do {
            let side = try SideFile(path: "\(folder)/side", didWrite: { crash.didNote() })
            let run = try LocalRun(crashDAG(side), configuration)
            crash.limitFiles()
            switch await run.execute().state {
            case .success: exit(0)
            case .failed: exit(1)
            default: exit(3)
            }
        } catch {
            configuration.onWarning("\(error)")
            exit(3)
        }
    }
}
