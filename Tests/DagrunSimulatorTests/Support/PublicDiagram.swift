// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator

/// The public diagrams among the fixtures.
enum PublicDiagram {
    static let names = [
        "airflow-esp", "attiny-sonar-74hc595", "esp32-counter-ci", "mega-spaceship", "nano-turn-signals",
        "nucleo-c031c6-led", "pico-sdk-blink", "uno-lcdmenu-ky040",
    ]

    static func bytes(_ name: String) throws -> [UInt8] { try Fixture.bytes("diagrams/\(name).json") }

    static func board(_ name: String) throws -> DiagramBoard {
        try DiagramBoard(contentsOf: "\(Fixture.folder)/diagrams/\(name).json")
    }
}
