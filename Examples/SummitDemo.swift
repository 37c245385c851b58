// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// Waits for a button and lights the LED of its colour: the DAG and the board of github.com/m1racoli/airflow-esp.
///
///     examples local airflow_summit_demo --board Examples/Boards/airflow-esp.json
let summitDemo = DAG("airflow_summit_demo", tags: ["example", "hardware"], queue: "gpio") {
    let pressed = task("wait_button", ButtonSensor(.green, .yellow, .red).timeout(.minutes(5)))
    task("set_led", LedOperator(color: pressed.output))
}
