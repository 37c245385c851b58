import Dagrun

/// Finds the warmest station.
let weather = DAG("weather", params: ["file": Param("readings.csv")]) {
    let text = task("read", BashOperator("cat \(\.params.file)", as: String.self))
    let readings = task("parse", text.output) { text in Reading.parse(text) }
    let stations = task("stations", readings.output) { readings in
        Set(readings.map(\.station)).sorted()
    }
    let means = task("mean", readings.output).expand(over: stations.output) { readings, station in
        let own = readings.filter { $0.station == station }.map(\.celsius)
        return own.reduce(0, +) / Double(own.count)
    }
    task("warmest", stations.output, means.output) { stations, means in
        zip(stations, means).max { $0.1 < $1.1 }?.0
    }
}
