// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Chips that come and go, and other users of lines than requests.
extension LineController {
    /// Takes a chip away: its requests end and its pins are driven no more.
    func unplug(_ chip: Int, _ kernel: Kernel, reason: String = "the chip was unplugged") {
        guard !chips[chip].isGone else { return }
        chips[chip].isGone = true
        for line in chips[chip].lines {
            guard let request = holders[line] else { continue }
            let error = HALError(
                .gone, chips[chip].info.name, reason: reason, advice: "Claim its lines anew once it is back.", errno: 19
            )
            end(request, error, kernel)
        }
        for line in chips[chip].lines where states[line].pin >= 0 { kernel.release(states[line].pin) }
    }

    /// Puts a chip back, with its lines as after the start of the machine.
    func plug(_ chip: Int, _ kernel: Kernel) {
        guard chips[chip].isGone else { return }
        chips[chip].isGone = false
        for line in chips[chip].lines {
            states[line].bias = details[Int(line)].powerOnBias
            states[line].direction = .input
            states[line].value = false
            details[Int(line)].config = LineConfig()
            details[Int(line)].consumer = details[Int(line)].hog
            drive(line, kernel)
        }
    }

    /// A computer got power.
    func switchOn(_ part: Int, _ kernel: Kernel) {
        for chip in chips.indices where chips[chip].part == part { plug(chip, kernel) }
    }

    /// A computer lost power.
    func switchOff(_ part: Int, _ kernel: Kernel) {
        for chip in chips.indices where chips[chip].part == part {
            unplug(chip, kernel, reason: "the computer lost power")
        }
    }

    // MARK: Other users

    /// Another part of the kernel takes a line: nobody can claim it then.
    ///
    /// What its pin does is up to the taker.
    func hold(_ line: Int32, _ holder: String, _ kernel: Kernel) {
        guard line >= 0 else { return }
        details[Int(line)].consumer = holder
        kernel.tell(kernel.sinkMasks.lines, .line(Int(line)), .holder(holder))
    }

    /// Another part of the kernel lets go of a line; it does what it did before.
    func letGo(_ line: Int32, _ kernel: Kernel) {
        guard line >= 0 else { return }
        details[Int(line)].consumer = details[Int(line)].hog
        drive(line, kernel)
        kernel.tell(kernel.sinkMasks.lines, .line(Int(line)), .holder(details[Int(line)].hog))
    }

    /// Somebody outside claims a line, if it is free.
    func holdIfFree(_ line: Int32, _ holder: String, _ kernel: Kernel) {
        if details[Int(line)].consumer == nil { hold(line, holder, kernel) }
    }

    func letGo(_ line: Int32, ifHeldBy holder: String, _ kernel: Kernel) {
        if holders[line] == nil, details[Int(line)].consumer == holder { letGo(line, kernel) }
    }
}
