import Dagrun

/// Finds the warmest station.
let weather = DAG("weather", params: ["file": Param("readings.csv")]) {
    let text = task("read", BashOperator("cat \(\.params.file)", as: String.self))
    task("parse", text.output) { text in Reading.parse(text) }
}
