// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunSimulator
import DagrunTestSupport
import Testing

@testable import DagrunTool

@Suite struct DoctorTests {
    @Test(arguments: [
        ("Swift version 6.3.1 (swift-6.3.1-RELEASE)", [6, 3, 1]), ("x Swift version 6.4-dev", [6, 4]),
        ("Swift version ", nil), ("no version", nil), ("Swift version 99999999999999999999", nil),
    ])
    func `versions are read`(text: String, version: [Int]?) {
        #expect(ProgramChecks.version(after: "Swift version ", in: text) == version)
    }

    @Test(arguments: [
        (UInt64(5_000_000_000), Check.State.ok), (500_000_000, .warn), (99_999_999, .fail), (0, .fail), (.max, .ok),
    ])
    func `free space is judged`(bytes: UInt64, state: Check.State) {
        #expect(SystemChecks.diskSpace(bytes: bytes, folder: "/").state == state)
    }

    @Test func `programs that are missing are named with what to install`() {
        let checks = ProgramChecks(find: { _ in nil }).all
        #expect(checks.map(\.state) == [.fail, .fail, .warn, .warn])
        #expect(checks.allSatisfy { $0.advice != nil })
    }

    @Test func `an old toolchain fails`() throws {
        let folder = try TemporaryFolder()
        let old = try folder.writeScript("swift", "#!/bin/sh\necho 'Swift version 5.10.1 (swift-5.10.1-RELEASE)'\n")
        let check = ProgramChecks(find: { $0 == "swift" ? old : nil }).all[0]
        #expect(check.state == .fail)
        #expect(check.found == "5.10.1 at \(old)")
    }

    @Test func `a folder that can't be written fails`() {
        let check = SystemChecks(folder: "/proc/1").all.first { $0.name == "run folder" }
        #expect(check?.state == .fail)
    }

    @Test func `what is missing for linking is named`() throws {
        let folder = try TemporaryFolder()
        func check() -> Check? { SystemChecks(folder: "/", root: folder.path).all.first { $0.name == "C library" } }
        #expect(check()?.state == .fail && check()?.found == "no \(folder.path)/usr/include/stdio.h")
        try folder.write("usr/include/stdio.h", "")
        #expect(check()?.state == .fail && check()?.found.hasPrefix("no crtbeginS.o") == true)
        try folder.write("usr/lib/gcc/x86_64-linux-gnu/12/crtbeginS.o", "")
        #expect(check()?.state == .ok)
    }

    @Test func `a machine without pins is in order, and each chip has its row`() throws {
        let folder = try TemporaryFolder()
        #expect(HardwareChecks(devices: folder.path).all.map(\.state) == [.ok])
        for chip in ["gpiochip1", "gpiochip0", "i2c-1"] { try folder.write(chip, "") }
        #expect(
            HardwareChecks(devices: folder.path).all.map(\.found)
                == ["\(folder.path)/gpiochip0", "\(folder.path)/gpiochip1"])
    }

    @Test func `the report is text for people and JSON for programs`() throws {
        let report = DoctorReport(checks: [
            .ok("git", "2.0"), .warn("python3", "not in PATH", advice: "install it"),
        ])
        #expect(report.isHealthy)
        #expect(
            report.text(isColoured: false) == """
                ok    git      2.0
                warn  python3  not in PATH
                               → install it
                """)
        #expect(try report.json().contains("\"state\" : \"warn\""))
        #expect(!DoctorReport(checks: [.fail("git", "", advice: "")]).isHealthy)
    }

    @Test func pinsAreToldWithTheirBoardAndTheirUsers() throws {
        let board = try VirtualBoard("desk") { RaspberryPiPart("pi") }
        let held = try board.request([LineAddress(chip: "gpiochip0", offset: 17)], [.input()], consumer: "somebody")
        let checks = PinChecks(backend: board).all
        #expect(checks.map(\.name) == ["libgpiod", "board", "lines"] && checks.allSatisfy { $0.state == .ok })
        #expect(checks[1].found == "Raspberry Pi 4 Model B: gpiochip0 (pinctrl-bcm2711)")
        #expect(checks[2].found.contains("GPIO17 by somebody"))
        held.release()
        #expect(!PinChecks(backend: board).all[2].found.contains("GPIO17"))
    }

    @Test func busesThatAreOffAreToldWithWhatSwitchesThemOn() throws {
        let folder = try TemporaryFolder()
        #expect(
            BusChecks(root: folder.path, board: .raspberryPi4).all
                == [
                    .ok("I2C", "off: there is no /dev/i2c-1; ‘sudo raspi-config nonint do_i2c 0’ switches it on"),
                    .ok("SPI", "off: there is no /dev/spidev0.*; ‘sudo raspi-config nonint do_spi 0’ switches it on"),
                    .ok("PWM", "off; ‘dtoverlay=pwm-2chan’ in config.txt switches it on"),
                ])
        for name in ["dev/i2c-1", "dev/i2c-20", "dev/spidev0.0", "dev/spidev0.1", "sys/class/pwm/pwmchip0/npwm"] {
            try folder.write(name, "")
        }
        try folder.write(
            "boot/firmware/config.txt", "# dtparam=audio=on\ndtparam=i2c_arm=on\n[all]\ndtoverlay=w1-gpio,gpiopin=5\n")
        #expect(
            BusChecks(root: folder.path, board: .raspberryPi4).all
                == [
                    .ok("I2C", "/dev/i2c-1"), .ok("SPI", "/dev/spidev0.0, /dev/spidev0.1"), .ok("PWM", "pwmchip0"),
                    .ok("overlays", "i2c_arm=on; w1-gpio,gpiopin=5 in /boot/firmware/config.txt"),
                ])
    }
}
