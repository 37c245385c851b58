import Dagrun

/// The DAGs of this package.
@main
struct WeatherBundle: DAGBundle {
    var dags: [DAG] { [hello] }
}
