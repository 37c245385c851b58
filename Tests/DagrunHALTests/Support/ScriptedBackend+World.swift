// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

// What tests do to lines from outside, and look at.
extension ScriptedBackend {
    /// The address of a line of the first chip.
    func address(_ offset: Int) -> LineAddress { LineAddress(chip: "gpiochip0", offset: offset) }

    /// Changes a line's voltage from outside.
    func drive(_ offset: Int, _ level: Bool, lose: Bool = false) {
        let line = world.withLock { world in
            defer { world[address(offset)].level = level }
            return world[address(offset)]
        }
        guard level != line.level, let request = line.request else { return }
        let edge: Edge = level != line.config.activeLow ? .rising : .falling
        if line.config.edges.includes(edge) { request.push(edge, at: line.index, clock.now, lose: lose) }
    }

    /// Says that edges of a line were lost.
    func lose(_ offset: Int, _ count: Int?) {
        world.withLock { $0[address(offset)].request }?.pushLoss(count)
    }

    /// A line's voltage.
    func level(_ offset: Int) -> Bool { world.withLock { $0[address(offset)].level } }

    /// Who holds a line, as others see it.
    func consumer(_ offset: Int) -> String? { world.withLock { $0[address(offset)].consumer } }

    /// Takes or frees a line as another process would.
    func occupy(_ offset: Int, by consumer: String?) { world.withLock { $0[address(offset)].consumer = consumer } }

    /// What was done to lines since the last look.
    func takeLog() -> [String] {
        world.withLock { world in
            defer { world.log = [] }
            return world.log
        }
    }

    /// Unplugs a chip.
    func unplug(_ name: String) {
        let requests = world.withLock { world -> [ScriptedRequest] in
            guard let place = world.chips.firstIndex(where: { $0.name == name }) else { return [] }
            let requests = world.chips[place].lines.compactMap(\.request)
            for index in world.chips[place].lines.indices {
                world.chips[place].lines[index].request = nil
                world.chips[place].lines[index].consumer = nil
                world.chips[place].lines[index].level = false
            }
            world.chips[place].isPlugged = false
            return requests
        }
        for request in requests { request.fail(HALError(.gone, name, reason: "no such device", errno: 19)) }
    }

    /// Plugs a chip in again.
    func plug(_ name: String) {
        world.withLock { world in
            for place in world.chips.indices where world.chips[place].name == name {
                world.chips[place].isPlugged = true
            }
        }
    }
}
