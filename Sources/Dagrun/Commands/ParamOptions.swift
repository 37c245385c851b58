// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal

/// The values that a run is given.
struct ParamOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "A param's value: name=value. Repeatable.")
    var param: [String] = []

    @Option(help: "JSON object handed over to the run; members named as params are their values.")
    var conf: String?

    func apply(to configuration: inout LocalRunConfiguration) throws {
        for text in param {
            guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
                throw ValidationError("--param \(text): write name=value")
            }
            configuration.params[String(text[..<sign])] = String(text[text.index(after: sign)...])
        }
        guard let conf else { return }
        do {
            guard case .object(let members) = try JSONValue(parsing: conf) else {
                throw ValidationError("--conf: write a JSON object, such as '{\"name\": 1}'")
            }
            configuration.conf = members
        } catch let error as JSONSyntaxError {
            throw ValidationError("--conf: \(error)")
        }
    }
}
