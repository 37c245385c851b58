import Dagrun

/// Greets whoever the param names.
let hello = DAG("hello", schedule: .none, params: ["name": Param("world")]) {
    let greeting = task("greet", BashOperator("echo hello \(\.params.name)"))
    let loud = task("shout", greeting.output) { text in text.uppercased() }
    task("count", loud.output) { text in text.count }
}
