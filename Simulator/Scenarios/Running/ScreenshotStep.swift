// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

/// Keeps what a display shows in a file, or compares both.
struct ScreenshotStep {
    private let screenshot: ScenarioAction.Screenshot
    private let runner: ScenarioRunner

    init(_ screenshot: ScenarioAction.Screenshot, _ runner: ScenarioRunner) {
        self.screenshot = screenshot
        self.runner = runner
    }

    func perform() throws -> ScenarioReport.Outcome {
        let board = runner.recorder.board
        let name = board.outputs.first { $0.partID == screenshot.part && $0.output.initial.picture != nil }?.name
        guard let name, let picture = try board.output(name).picture else {
            return .failed("\(screenshot.part) shows no picture")
        }
        if let path = screenshot.saveTo.map(path) {
            let file = try OutputFile(appendingTo: path)
            if try file.size() > 0 { try file.truncate(to: 0) }
            try file.write(picture.netpbm)
        }
        guard let path = screenshot.compareWith.map(path) else { return .passed }
        guard let wanted = Picture(netpbm: try Folders.read(path)) else {
            return .failed("\(path) is no picture that is read here: PBM, PGM or PPM in binary, 8 bits")
        }
        return wanted.difference(from: picture).map { .failed("\(name) is not as in \(path): \($0)") } ?? .passed
    }

    private func path(_ name: String) -> String {
        name.hasPrefix("/") ? name : "\(runner.configuration.folder)/\(name)"
    }
}
