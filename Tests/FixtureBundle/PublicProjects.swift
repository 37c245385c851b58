// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

// What the firmware of some public Wokwi projects does, as DAGs: their boards and scenarios serve unchanged.

/// Toggles its lamp.
let nucleoBlink = DAG("nucleo_blink") {
    task("blink") { context in
        let led = try await LED("D12", on: try context.board, holder: context.taskID)
        for _ in 0..<4 {
            try led.toggle()
            context.logOutput("Toggle")
            try await context.clock.sleep(for: .milliseconds(250))
        }
    }
}

/// Says what its lamp does, as the Pico SDK's blink.
let picoBlink = DAG("pico_blink") {
    task("blink") { context in
        let led = try await LED("GP2", on: try context.board, holder: context.taskID)
        for _ in 0..<2 {
            try led.on()
            context.logOutput("LED on")
            try await context.clock.sleep(for: .seconds(1))
            try led.off()
            context.logOutput("LED off")
            try await context.clock.sleep(for: .seconds(1))
        }
    }
}

/// Counts presses.
let counter = DAG("counter", params: ["presses": Param(3)]) {
    task("count") { context in
        let button = try await Button("D5", on: try context.board, holder: context.taskID)
        let presses = try context.params.value("presses", as: Int.self)
        let events = try button.events()
        context.logOutput("Pushbutton Counter")
        var count = 0
        for try await event in events where event.kind == .pressed {
            count += 1
            context.logOutput("Button pressed \(count) times")
            if count == presses { break }
        }
        return count
    }
}

/// The turn signals of a motorcycle: a button switches its side on and off, both together switch on the emergency lights.
let turnSignals = DAG("turn_signals") {
    task("drive") { context in
        let board = try context.board
        let buttons = [
            try await Button("2", on: board, holder: context.taskID),
            try await Button("3", on: board, holder: context.taskID),
        ]
        var lamps: [LED] = []
        for pin in ["4", "5", "6"] as [PinID] { lamps.append(try await LED(pin, on: board, holder: context.taskID)) }
        var state = 0
        var hadEmergency = false
        context.logOutput("\(state)")
        repeat {
            try await withThrowingTaskGroup { group in
                for button in buttons { group.addTask { _ = try await button.wait() } }
                try await group.next()
                group.cancelAll()
            }
            // Two thumbs never come at once.
            try await context.clock.sleep(for: .milliseconds(20))
            let asked = try (buttons[0].isPressed ? 1 : 0) + (buttons[1].isPressed ? 2 : 0)
            state = asked == state || state == 3 ? 0 : asked
            hadEmergency = hadEmergency || state == 3
            for (lamp, bits) in zip(lamps, [0b01, 0b10, 0b11]) {
                if state & bits == bits { try lamp.on() } else { try lamp.off() }
            }
            context.logOutput("\(state)")
            for button in buttons { try await button.wait(for: .released) }
        } while state != 0 || !hadEmergency
    }
}
