import Dagrun

/// Finds the warmest station.
let weather = DAG("weather", params: ["file": Param("readings.csv")]) {
    let text = task("read", BashOperator("cat \(\.params.file)", as: String.self))
    let readings = task("parse", text.output) { text in Reading.parse(text) }
    task("stations", readings.output) { readings in
        Set(readings.map(\.station)).sorted()
    }
}
