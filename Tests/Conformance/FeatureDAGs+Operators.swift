// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunSimulator
import FoundationEssentials

extension FeatureDAGs {
    /// The operators and sensors that need neither a board nor what only Airflow has.
    static let operators = DAG(
        "feature_operators", tags: ["feature"], params: ["url": Param("", description: "where an Airflow is")]
    ) {
        task("empty", EmptyOperator())
        let bytes = task("bash", BashOperator("printf '[1, %s]' \"$N\"", as: [Int].self, env: ["N": "2"]))
        task("last_line", BashOperator("printf 'one\\ntwo\\n'"))
        task(
            "python",
            PythonOperator(
                code: "def main(numbers, word): return {word: sum(numbers)}",
                arguments: ["numbers": .input(bytes.output), "word": "sum"], as: [String: Int].self))
        task("http", HTTPOperator(.get, url: "\(\.params.url)/api/v2/version", as: [String: String?].self))
        task("http_up", HTTPSensor(url: "\(\.params.url)/api/v2/version") { $0.text.contains("version") })
        task("file", FileSensor("/etc/passwd"))
        task("closure", ClosureSensor { context in context.tryNumber == 1 ? .done("seen") : .notYet })
        task("wait", WaitSensor(.milliseconds(200)))
        task("instant", DateTimeSensor("2026-01-01T00:00:00+00:00"))
        task("delta", TimeDeltaSensor(.zero))
        task("time", TimeSensor(hour: 0, timeZone: "Europe/Berlin"))
    }

    /// A board with what the operators of hardware need.
    static let bench = DeclaredBoard {
        RaspberryPiPart("pi")
        PushbuttonPart("button", color: "green").wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND.1")
        ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
        LEDPart("led", color: "green").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
        SSD1306Part("oled").wired("SDA", to: "pi:GPIO2").wired("SCL", to: "pi:GPIO3")
            .wired("VCC", to: "pi:3V3.1").wired("GND", to: "pi:GND.1")
    }

    /// All operators and sensors of hardware; somebody presses the button all the time.
    static let hardware = DAG("feature_hardware", tags: ["feature"], queue: "gpio") {
        let color = task("button", ButtonSensor([.green: "GPIO17"]).timeout(.minutes(5)))
        let edge = task("edge", WaitForEdgeSensor("GPIO17", .falling, pull: .up).timeout(.minutes(5)))
        color >>> edge
        task("fell", edge.output) { change in change.edge.rawValue }
        let led = task("led", LedOperator(color: color.output, pins: [.green: "GPIO18"]))
        let lit = task(
            "lit",
            ReadSensorOperator { board in
                let line = try await board.lease("GPIO18", LineConfig(direction: .asIs), holder: "lit")
                defer { line.release() }
                return try line.value()
            })
        task("was_lit", lit.output) { reading in reading.value }
        led >>> lit
        edge >>> task("relay", RelayOperator("GPIO25", for: .milliseconds(50)))
        edge >>> task("servo", ServoOperator("GPIO24", angle: 45, settling: .milliseconds(50)))
        edge >>> task("display", DisplayOperator("\(color.output)"))
    }

    /// Takes until it is ended; its deadline is missed at once.
    static let deadline = DAG(
        "feature_deadline", tags: ["feature"], queue: "swift",
        deadlines: [Deadline(.zero, after: .queued, calls: "edge_callbacks.on_deadline", with: ["text": "too late"])]
    ) {
        task("hold") { context in try await context.clock.sleep(for: .hours(1)) }
    }
}
