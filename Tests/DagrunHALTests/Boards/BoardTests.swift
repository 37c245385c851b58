// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization
import Testing

@Suite("Boards")
struct BoardTests {
    @Test("find the PWM channel of a pin by its controller's device, whatever its number")
    func pwm() throws {
        let backend = ScriptedBackend(chips: [ScriptedChip("gpiochip0", "pinctrl-rp1", 54)])
        let board = Board(backend, description: .raspberryPi5)
        #expect(try board.pwm("BOARD12").name == "pwmchip0/pwm2")
        backend.world.withLock { $0.pwmDevices = [0: "1f0009c000.pwm", 2: "1f00098000.pwm"] }
        #expect(try board.pwm("GPIO19").name == "pwmchip2/pwm3")
        backend.world.withLock { $0.pwmDevices = [0: "1f0009c000.pwm"] }
        let missing = #expect(throws: HALError.self) { _ = try board.pwm("GPIO19") }
        #expect(missing?.code == .notFound && missing?.advice?.contains("pwm-2chan") == true)
        let error = #expect(throws: HALError.self) { _ = try board.pwm("GPIO17") }
        #expect(
            error?.description == """
                GPIO17: it has no hardware PWM; instead there is ‘GPIO12’, ‘GPIO13’, ‘GPIO18’, ‘GPIO19’
                """)
    }

    @Test("stop pulses that nobody has any more, and all when they are closed")
    func pulses() async throws {
        let backend = ScriptedBackend()
        let board = Board(backend, description: .raspberryPi4)
        do { _ = try board.pwm("GPIO12") }
        #expect(backend.takeLog().contains("stop pwmchip0/pwm0"))
        let kept = try board.pwm("GPIO13")
        let given = try board.pwm("GPIO12")
        given.release()
        _ = backend.takeLog()
        await board.close()
        #expect(backend.takeLog() == ["stop pwmchip0/pwm1"] && kept.name == "pwmchip0/pwm1")
        #expect(throws: HALError.self) { _ = try board.pwm("GPIO12") }
    }

    @Test("say what to do where there is no analog input")
    func analog() throws {
        let board = Board(ScriptedBackend(), description: .raspberryPi4)
        let error = #expect(throws: HALError.self) { _ = try board.analog(0) }
        #expect(
            error?.description == """
                analog input 0: the Raspberry Pi 4 Model B has no analog inputs. Connect a converter, such as an MCP3008 on SPI or \
                an ADS1115 on I2C.
                """)
        #expect(throws: HALError.self) { _ = try board.analog("GPIO17") }
        let rock = Board(
            ScriptedBackend(chips: (0...4).map { ScriptedChip("gpiochip\($0)", "gpio\($0)", 32) }),
            description: .rock4CPlus)
        #expect(throws: HALError(.notFound, "iio:device0", reason: "no such file")) { _ = try rock.analog("BOARD26") }
        #expect(throws: HALError(.notFound, "iio:device0", reason: "no such file")) { _ = try rock.analog("ADC_IN0") }
        let other = #expect(throws: HALError.self) { _ = try rock.analog("BOARD7") }
        #expect(other?.alternatives == ["ADC_IN0"])
    }

    @Test("open their main buses")
    func buses() {
        let board = Board(ScriptedBackend(), description: .raspberryPi4)
        #expect(throws: HALError(.notFound, "i2c-1", reason: "no such file")) { _ = try board.i2c() }
        #expect(throws: HALError(.notFound, "i2c-3", reason: "no such file")) { _ = try board.i2c(3) }
        #expect(throws: HALError(.notFound, "spidev0.1", reason: "no such file")) { _ = try board.spi(chipSelect: 1) }
        let bare = Board(ScriptedBackend(), description: BoardDescription(id: "bare", name: "bare board"))
        let error = #expect(throws: HALError.self) { _ = try bare.i2c() }
        #expect(error?.description == "I2C: the bare board has no main I2C bus")
    }

    @Test("refuse to drive lines that can't")
    func inputOnly() async {
        let description = BoardDescription(
            id: "mcu", name: "board", chips: ["mcu": ["pinctrl-bcm2711"]],
            lines: [
                BoardDescription.Line("D34", chip: "mcu", offset: 34, isInputOnly: true),
                BoardDescription.Line("D2", chip: "mcu", offset: 2),
            ])
        let board = Board(ScriptedBackend(), description: description)
        let error = await #expect(throws: HALError.self) { try await board.lease("D34", .output(), holder: "a") }
        #expect(error?.description == "D34: it can only be an input; instead there is ‘D2’")
    }
}
