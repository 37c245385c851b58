// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import DagrunTestSupport
import Glibc

/// Pins inside this process: `Tests/KernelLane/pins.c`, loaded before all else.
@safe
struct PreloadedPins: PinWorld {
    private typealias Pull = @convention(c) (UInt32, Bool) -> Void
    private typealias Plug = @convention(c) (Bool) -> Void
    private typealias Fail = @convention(c) (UInt32) -> Void
    private typealias Left = @convention(c) () -> UInt32

    private let pullLine: Pull
    private let plugChip: Plug
    private let failCalls: Fail
    private let countLeft: Left
    private let folder: TemporaryFolder

    let chip = "gpiochip0"
    var root: String { folder.path }

    /// Finds it; nil where it isn't loaded.
    init?() throws {
        func find<Function>(_ name: String, as type: Function.Type) -> Function? {
            unsafe dlsym(nil, name).map { unsafe unsafeBitCast($0, to: type) }
        }
        guard let pull = find("pins_pull", as: Pull.self), let plug = find("pins_plug", as: Plug.self),
            let fail = find("pins_fail", as: Fail.self), let left = find("pins_left", as: Left.self)
        else { return nil }
        (pullLine, plugChip, failCalls, countLeft) = (pull, plug, fail, left)
        folder = try TemporaryFolder()
        try Folders.create("\(folder.path)/dev")
        plugChip(false)
        self.plug(true)
    }

    func pull(_ line: Int, up: Bool) { pullLine(UInt32(line), up) }

    func plug(_ isThere: Bool) {
        let device = "\(folder.path)/dev/gpiochip0"
        if isThere {
            plugChip(true)
            _ = unsafe symlink("/dev/null", device)
        } else {
            Folders.remove(device)
            plugChip(false)
        }
    }

    func fail(oneOf rate: UInt32) { failCalls(rate) }

    var left: Int? { Int(countLeft()) }
}
