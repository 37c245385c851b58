// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@Suite("Pin names")
struct PinIDTests {
    @Test(
        "are read as people write them",
        arguments: [
            ("GPIO17", PinID.gpio(17)), ("gpio4", .gpio(4)), ("BOARD11", .header(nil, 11)),
            ("J8:11", .header("J8", 11)),
            ("P9:12", .header("P9", 12)), ("gpiochip0:17", .chip("gpiochip0", 17)),
            ("pinctrl-rp1:4", .chip("pinctrl-rp1", 4)), ("line:STATUS_LED", .line("STATUS_LED")),
            ("button.green", .name("button.green")), ("GP15", .name("GP15")), ("19", .name("19")),
            ("GPIO", .name("GPIO")),
            ("GPIO-1", .name("GPIO-1")), ("", .name("")), (":", .name(":")), (":5", .name(":5")), ("x:", .name("x:")),
            ("GPIO99999999999999999999", .name("GPIO99999999999999999999")),
        ])
    func read(text: String, pin: PinID) { #expect(PinID(text) == pin) }

    @Test(
        "are written as they are read",
        arguments: ["GPIO17", "BOARD11", "J8:11", "gpiochip0:17", "line:STATUS_LED", "button.green"])
    func written(text: String) { #expect(PinID(text).description == text) }
}
