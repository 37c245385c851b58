// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunLocal
import DagrunSimulator

@testable import Dagrun

/// A small board to look at: its time is moved by hand.
struct LiveLamp {
    let board: VirtualBoard
    let feed: BoardFeed
    let subscription: Subscription
    var panel: BoardPanel
    /// Who borrowed lines of whoever claimed them.
    var borrowers: [LineAddress: String] = [:]

    init() throws {
        board = try VirtualBoard("lamp") {
            RaspberryPiPart("pi")
            PushbuttonPart("btn1", color: "green", bounce: .none).wired("1.l", to: "pi:GPIO17").wired(
                "2.l", to: "pi:GND.1")
            PushbuttonPart("btn2", color: "grey", bounce: .none).wired("1.l", to: "pi:GPIO27").wired(
                "2.l", to: "pi:GND.1")
            ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
            LEDPart("led1", color: "red").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
            SSD1306Part("oled").wired("SDA", to: "pi:GPIO2").wired("SCL", to: "pi:GPIO3")
                .wired("VCC", to: "pi:3V3").wired("GND", to: "pi:GND")
            ReservoirPart("tank", quantity: "water", capacity: 1000, amount: 250, unit: "g")
            Quantity("water", unit: "g", initial: 250, in: 0...1000)
        }
        let names: [Int: [String]] = [17: ["btn1", "button.green"], 18: ["led1", "led.led1", "led.red"]]
        let inventory = BoardInventory(
            board,
            names: Dictionary(
                uniqueKeysWithValues: names.map { (LineAddress(chip: "gpiochip0", offset: $0), $1) }))
        (feed, subscription) = BoardFeed.follow(board, inventory)
        panel = BoardPanel(inventory)
    }

    /// Presses keys, and does what they ask of the board.
    mutating func press(_ keys: Key...) throws {
        for key in keys {
            for wish in panel.press(key, feed.view.controls) {
                if case .set(let control, let value) = wish { try board.set(board.controls[control].name, value) }
                if case .tap(let control) = wish { try board.set(board.controls[control].name, true) }
            }
        }
    }

    /// The picture, without colours.
    func lines(columns: Int, rows: Int, usesUnicode: Bool = true) -> [String] {
        feed.look(at: board, borrowers)
        let frame = BoardFrame(
            view: feed.view, panel: panel, size: Terminal.Size(columns: columns, rows: rows),
            theme: ProgressTheme(usesColor: false, usesUnicode: usesUnicode))
        return frame.lines().map { String($0.reversed().drop { $0 == " " }.reversed()) }
    }
}
