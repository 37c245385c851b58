import Dagrun

/// Finds the warmest station.
let weather = DAG("weather", params: ["file": Param("readings.csv")]) {
    task("read", BashOperator("cat \(\.params.file)", as: String.self))
}
