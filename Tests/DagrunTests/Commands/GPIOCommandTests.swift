// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunModel
import Glibc
import Testing

/// `dagrun gpio` on simulated boards, whose lines it treats as those of a machine.
@Suite(.enabled(if: Program.isBuilt, Program.whyNot), .timeLimit(.minutes(2))) struct GPIOCommandTests {
    private static let desk = ["--board", "desk"]

    @Test func `lists chips as gpiodetect does`() throws {
        let program = try Program()
        let result = try program.run(["gpio", "detect"] + Self.desk)
        #expect(result.output == "gpiochip0 [pinctrl-bcm2711] (58 lines)\n")
        #expect(result.errors.contains("Raspberry Pi 4 Model B"))
        let json = try program.run(["gpio", "detect", "--output", "json"] + Self.desk).json
        #expect(json["board_id"] == "rpi4")
    }

    @Test func `shows lines as gpioinfo does`() throws {
        let program = try Program()
        let result = try program.run(["gpio", "info", "GPIO17", "BOARD12", "lamp"] + Self.desk)
        #expect(result.lines.count == 3)
        #expect(result.lines[0] == "gpiochip0 line  17:\t\"GPIO17\"        \tinput bias=pull-down")
        #expect(result.lines[1] == result.lines[2])
        let all = try program.run(["gpio", "info"] + Self.desk)
        #expect(all.lines.count == 59 && all.lines[0] == "gpiochip0 - 58 lines:")
    }

    @Test func `reads lines as gpioget does`() throws {
        let program = try Program()
        let up = try program.run(["gpio", "get", "GPIO27", "gpiochip0:22", "--bias", "pull-up"] + Self.desk)
        #expect(up.output == "\"GPIO27\"=active \"gpiochip0:22\"=active\n")
        let down = try program.run(
            ["gpio", "get", "GPIO27", "--bias", "pull-up", "--active-low", "--numeric"] + Self.desk)
        #expect(down.output == "0\n")
    }

    @Test func `sets lines for some time, and until it is interrupted`() throws {
        let program = try Program()
        let result = try program.run(["gpio", "set", "lamp=on", "GPIO22=0", "--hold", "1ms"] + Self.desk)
        #expect(result.status == 0 && result.output.isEmpty, "\(result.errors)")
        let process = try program.start(["gpio", "set", "lamp=1", "--output", "json"] + Self.desk)
        _ = try #require(process.line(containing: "]"))
        process.send(SIGINT)
        #expect(process.wait() == 0)
        #expect(
            try program.run(["gpio", "blink", "lamp", "--on", "1ms", "--off", "1ms", "--number", "3"] + Self.desk)
                .status == 0)
    }

    @Test(arguments: BoardDescription.known)
    func `draws the headers of all boards`(board: BoardDescription) throws {
        let result = try Program().run("gpio", "pinout", "--board", board.id)
        #expect(result.lines[0] == "\(board.name) (\(board.id))")
        for line in board.lines where board.headers.contains(where: { $0.pins.contains(.line(line.name)) }) {
            #expect(result.output.contains(line.name))
        }
        let pins = board.headers.map(\.pins.count).reduce(0, +)
        #expect(result.output.count { $0 == "(" } >= pins)
    }

    @Test(arguments: [
        (["get"], 2, "which lines?"), (["set", "lamp"], 2, "lamp: write a line and its value, such as GPIO18=1"),
        (["set", "lamp=maybe"], 2, "write a line and its value"), (["set"], 2, "which lines?"),
        (["set", "lamp=1", "--hold", "soon"], 2, "soon: a time is a number with us, ms, s or m"),
        (["monitor"], 2, "which lines?"), (["monitor", "lamp", "--number", "0"], 2, "--number must be 1 at least"),
        (["get", "GPIO17", "--as-is", "--bias", "pull-up"], 2, "--bias needs a direction"),
        (["get", "GPIO177"], 1, "GPIO177: the Raspberry Pi 4 Model B has no such pin; did you mean"),
        (["get", "BOARD1"], 1, "BOARD1: it is a supply of 3V3, not a line"),
        (["blink", "lamp", "--on", "0ms", "--off", "0ms"], 2, "a millisecond at least"),
    ])
    func `says what is wrong`(arguments: [String], status: Int32, words: String) throws {
        let result = try Program().run(["gpio"] + arguments + Self.desk)
        #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
    }
}
