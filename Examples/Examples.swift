import Dagrun
let hello = DAG("hello") { let a = task("a") { 1 }; task("b", a.output) { n in n + 1 } }
@main struct Examples: DAGBundle { var dags: [DAG] { [hello] } }
