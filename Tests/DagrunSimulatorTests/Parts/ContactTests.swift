// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunModel
import DagrunSimulator
import Testing

/// What closes and opens: buttons, switches, a keypad, a relay.
@Suite struct ContactTests {
    private static func button(_ attributes: String = "", seed: UInt64 = 1) throws -> PartRig {
        let rig = try PartRig(
            ["b pushbutton \(attributes)"], ["b:1.l pi:GPIO17", "b:2.r pi:GND"], seed: seed)
        try rig.pull(17, .pullUp)
        return rig
    }

    @Test func `a button bounces for a millisecond and then stays`() throws {
        let rig = try Self.button()
        try rig.board.set("b.pressed", 1)
        rig.wait(999)
        let changes = rig.changes("b:1.l")
        // Up with the pull, down with the press, and ten to a hundred jumps.
        #expect((21...202).contains(changes.count))
        rig.wait(2)
        #expect(try rig.board.read("b:1.r") == .low)
        let settled = rig.changes("b:1.l").count
        rig.wait(100_000)
        #expect(rig.changes("b:1.l").count == settled)
        try rig.board.set("b.pressed", 0)
        rig.wait(1001)
        #expect(try rig.board.read("b:1.l") == .high)
        #expect(rig.output("b.pressed") == false)
    }

    @Test func `the same seed bounces the same, another one otherwise`() throws {
        let runs = try ([1, 1, 2] as [UInt64]).map { seed in
            let rig = try Self.button(seed: seed)
            try rig.board.set("b.pressed", 1)
            rig.wait(2000)
            return rig.changes("b:1.l")
        }
        #expect(runs[0] == runs[1])
        #expect(runs[0] != runs[2])
    }

    @Test func `bounce 0 turns it off, and it can be told how long and how often`() throws {
        let clean = try Self.button("bounce=0")
        try clean.board.set("b.pressed", 1)
        clean.wait(10_000)
        #expect(clean.changes("b:1.l") == ["1@0", "0@0"])
        let slow = try Self.button("bounceTime=12 bounceCount=3")
        try slow.board.set("b.pressed", 1)
        slow.wait(20_000)
        let changes = slow.changes("b:1.l")
        #expect(changes.count == 2 + 6)
        #expect(changes.last?.hasPrefix("0") == true)
    }

    @Test func `a press while it bounces still ends as it is meant`() throws {
        let rig = try Self.button()
        for _ in 0..<20 {
            try rig.board.set("b.pressed", 1)
            rig.wait(300)
            try rig.board.set("b.pressed", 0)
            rig.wait(300)
        }
        rig.wait(1000)
        #expect(try rig.board.read("b:1.l") == .high)
    }

    @Test func `a slide switch connects its common pin to one side or the other`() throws {
        let rig = try PartRig(
            ["s slide-switch bounce=0"], ["s:1 pi:GND", "s:2 pi:GPIO17", "s:3 pi:3V3"])
        #expect(try rig.board.read("s:2") == .low)
        try rig.board.set("s.value", 1)
        #expect(try rig.board.read("s:2") == .high)
        let right = try PartRig(["s slide-switch value=1"], ["s:1 pi:GND", "s:2 pi:GPIO17", "s:3 pi:3V3"])
        #expect(try right.board.read("s:2") == .high)
        try right.board.set("s.value", 0)
        right.wait(1001)
        #expect(try right.board.read("s:2") == .low)
        #expect(right.changes("s:2").count > 10)
    }

    @Test func `each switch of a DIP switch has its own contact`() throws {
        let rig = try PartRig(
            ["d dip-switch-8"], ["d:1a pi:GND", "d:1b pi:GPIO17", "d:8a pi:GND", "d:8b pi:GPIO27"])
        try rig.pull(17, .pullUp)
        try rig.pull(27, .pullUp)
        try rig.board.set("d.8", 1)
        #expect(try rig.board.read("d:1b") == .high)
        #expect(try rig.board.read("d:8b") == .low)
        #expect(rig.output("d.switches") == "00000001")
    }

    @Test func `a key connects its row to its column`() throws {
        let rig = try PartRig(
            ["k membrane-keypad"],
            ["k:R1 pi:GPIO5", "k:R2 pi:GPIO6", "k:C1 pi:GPIO13", "k:C4 pi:GPIO19"])
        try rig.drive(5, false)
        try rig.drive(6, true)
        try rig.pull(13, .pullUp)
        try rig.pull(19, .pullUp)
        #expect(try rig.board.read("k:C1") == .high)
        try rig.board.set("k.1", 1)
        try rig.board.set("k.B", 1)
        #expect(try rig.board.read("k:C1") == .low)
        #expect(try rig.board.read("k:C4") == .high)
        try rig.drive(6, false)
        #expect(try rig.board.read("k:C4") == .low)
        #expect(rig.output("k.pressed") == "1 B")
        try rig.board.set("k.1", 0)
        #expect(try rig.board.read("k:C1") == .high)
    }

    @Test func `keys are called by their labels, each by one`() throws {
        let part = try KeypadPart(
            id: "k", attributes: PartAttributes(["columns": "3", "keys": ["1", "1", "3", "-", "4", "5"]]))
        #expect(
            part.controls.map(\.name) == [
                "1", "1.2", "3", "4", "5", "R2C3", "R3C1", "R3C2", "R3C3", "R4C1", "R4C2", "R4C3",
            ])
    }

    private static func relay(_ attributes: String = "") throws -> PartRig {
        try PartRig(
            ["r relay-module \(attributes)"],
            ["r:VCC pi:5V", "r:GND pi:GND", "r:IN pi:GPIO16", "r:COM pi:GPIO20", "r:NO pi:3V3", "r:NC pi:GND"])
    }

    @Test func `a relay leaves one side at 2 ms and reaches the other at 10, or at 5 on its way back`() throws {
        let rig = try Self.relay()
        try rig.pull(20, .disabled)
        #expect(try rig.board.read("r:COM") == .low)
        try rig.drive(16, true)
        rig.wait(20_000)
        try rig.drive(16, false)
        rig.wait(20_000)
        #expect(rig.changes("r:COM") == ["z@2000", "1@10000", "z@22000", "0@25000"])
        #expect(rig.output("r.operations") == 1)
    }

    @Test func `an input that changes its mind before the contact has moved moves nothing`() throws {
        let rig = try Self.relay()
        try rig.pull(20, .disabled)
        try rig.pulse(16, 1000)
        rig.wait(20_000)
        #expect(rig.changes("r:COM") == [])
        #expect(rig.output("r.closed") == false)
    }

    @Test func `a pnp relay closes when its input is low, and rests when it is open`() throws {
        let rig = try Self.relay("transistor=pnp")
        try rig.pull(16, .disabled)
        rig.wait(20_000)
        // GPIO16 of a Pi was pulled low at first, which closed it for a moment.
        #expect(rig.output("r.closed") == false)
        try rig.drive(16, false)
        rig.wait(20_000)
        #expect(rig.output("r.closed") == true)
        #expect(try rig.board.read("r:COM") == .high)
    }

    @Test func `a relay without power rests`() throws {
        let rig = try PartRig(
            ["r relay-module", "s slide-switch value=1 bounce=0"],
            [
                "s:3 pi:5V", "s:1 pi:GND", "s:2 r:VCC", "r:GND pi:GND", "r:IN pi:GPIO16", "r:COM pi:GPIO20",
                "r:NO pi:3V3",
            ])
        try rig.pull(20, .disabled)
        try rig.drive(16, true)
        rig.wait(20_000)
        #expect(rig.output("r.closed") == true)
        try rig.board.set("s.value", 0)
        rig.wait(20_000)
        #expect(try rig.board.read("r:COM") == .floating)
        try rig.board.set("s.value", 1)
        rig.wait(20_000)
        #expect(try rig.board.read("r:COM") == .high)
    }
}
