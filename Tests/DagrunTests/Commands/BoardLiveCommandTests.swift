// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Testing

/// Boards in a terminal, with somebody at the keys.
@Suite(.enabled(if: Program.isBuilt && Program.hasExamples, Program.whyNot), .timeLimit(.minutes(5)))
struct BoardLiveCommandTests {
    private static let boards =
        #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
        + "/Examples/Boards"

    @Test func pressingTheGreenButtonLetsTheTaskReturnGreen() throws {
        let program = try Program(executable: Program.examples)
        let terminal = try ProgramTerminal(
            Program.examples,
            ["local", "airflow_summit_demo", "--board", "\(Self.boards)/airflow-esp.json", "--output", "json"],
            folder: program.folder)
        // The task has the line.
        #expect(terminal.wait(for: "button.green ◂"))
        // Lines go by the names that are shown.
        terminal.type("/inject stuck-at led.red value=0\r")
        #expect(terminal.wait(for: "inject stuck-at target=led.red value=0"))
        terminal.type("g")
        // The last picture stays, as the run left the board; nothing is chosen there.
        #expect(terminal.wait(for: "led1     ● "))
        #expect(terminal.wait(for: " [g] btn2"))
        #expect(terminal.wait(for: "\"wait_button\": \"green\""))
        #expect(terminal.wait() == 0)
        #expect(terminal.isCooked)
    }

    @Test func aBoardIsPlayedOnAndLeft() throws {
        let program = try Program()
        let terminal = try ProgramTerminal(Program.executable, ["board", "desk"], folder: program.folder)
        #expect(terminal.wait(for: "\u{1B}[?1049h"))
        #expect(terminal.wait(for: "btn"))
        #expect(!terminal.isCooked)
        terminal.type("R")
        #expect(terminal.wait(for: "● pressed held"))
        terminal.type("/expect btn:1.l is low\r")
        #expect(terminal.wait(for: "> expect btn:1.l is low"))
        terminal.type("/inject melt led1:A\r")
        #expect(terminal.wait(for: "there is no fault ‘melt’"))
        terminal.type("q")
        #expect(terminal.wait(for: "\u{1B}[?1049l"))
        #expect(terminal.wait() == 0)
        #expect(terminal.isCooked)
    }

    @Test(arguments: [SIGTERM, SIGINT]) func aSignalGivesTheTerminalBack(signal: Int32) throws {
        let program = try Program()
        let terminal = try ProgramTerminal(Program.executable, ["board", "desk"], folder: program.folder)
        #expect(terminal.wait(for: "q quit"))
        terminal.send(signal)
        #expect(terminal.wait(for: "\u{1B}[?1049l\u{1B}[?25h"))
        #expect(terminal.wait() == 0)
        #expect(terminal.isCooked)
    }

    @Test func aRunThatIsInterruptedGivesTheTerminalBack() throws {
        let program = try Program()
        let terminal = try ProgramTerminal(
            Program.executable, ["local", "lamp", "--board", "desk"], folder: program.folder)
        #expect(terminal.wait(for: "◂"))
        // Ctrl-C, as the terminal turns it into a signal.
        terminal.type("\u{3}")
        #expect(terminal.wait(for: "Ctrl-C again cancels them"))
        terminal.type("\u{3}")
        #expect(terminal.wait() == 130)
        #expect(terminal.isCooked)
    }

    @Test func withoutATerminalItSaysWhatToDoInstead() throws {
        let result = try Program().run("board", "desk")
        #expect(result.status == 2)
        #expect(
            result.errors
                == "error: a live board needs a terminal in front of it; without one, play a scenario: DagrunFixtureBundle board run desk --scenario FILE\n"
        )
    }
}
