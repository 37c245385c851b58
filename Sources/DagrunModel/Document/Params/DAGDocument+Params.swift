// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension DAGDocument {
    /// The values of a run's parameters: defaults, over them `conf`, over them those given one by one.
    ///
    /// Members of `conf` that are no parameters stay in `conf` only; a single value for a parameter that does not exist
    /// is an error.
    ///
    /// - Parameters:
    ///   - conf: What the one who makes the run hands over.
    ///   - overrides: Values given as text by name, read as the parameter's schema wants them.
    /// - Returns: A value for every parameter that has one.
    /// - Throws: `ParamError` with all complaints at once: unknown names, missing values, values that break the schema.
    public func resolveParams(
        conf: [String: JSONValue] = [:], overrides: [String: String] = [:]
    ) throws(ParamError) -> [String: JSONValue] {
        var complaints: [ParamError.Complaint] = []
        var values: [String: JSONValue] = [:]
        for (name, param) in dag.params {
            let given = overrides[name].map(param.coerce(text:)) ?? conf[name] ?? param.defaultValue
            guard let given else {
                complaints.append(
                    ParamError.Complaint(
                        param: name, message: "has no default, so a run must give it a value: --param \(name)=…"))
                continue
            }
            values[name] = given
            complaints += param.validate(given).map { ParamError.Complaint(param: name, message: $0) }
        }
        for name in overrides.keys where dag.params[name] == nil {
            let known = dag.params.keys.sorted()
            let hint = Suggestion.hint(for: name, in: known)
            let list = known.isEmpty ? "; it has none" : "; it has \(known.joined(separator: ", "))"
            complaints.append(
                ParamError.Complaint(
                    param: name, message: "DAG \(dag.dagID) has no such param\(hint.isEmpty ? list : hint)"))
        }
        guard complaints.isEmpty else {
            complaints.sort { ($0.param, $0.message) < ($1.param, $1.message) }
            throw ParamError(complaints: complaints)
        }
        return values
    }
}
