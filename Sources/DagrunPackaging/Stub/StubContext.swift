// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// What a file needs around its statements: imports, functions, assets and names.
struct StubContext {
    /// Names that are still free.
    var names = StubNames()
    /// What is imported from `airflow.sdk`.
    var imports: Set<String> = ["DAG"]
    /// What is imported from `datetime`.
    var datetimeImports: Set<String> = []
    /// The functions of stubs by their parameters, in the order of their first use.
    private(set) var functions: [(parameters: [String], name: String)] = []
    /// The assets, in the order of their first use.
    private(set) var assets: [(asset: AssetDefinition, name: String)] = []
    private var functionPlaces: [[String]: Int] = [:]
    private var assetPlaces: [AssetDefinition: Int] = [:]

    /// The name of the empty function with these parameters.
    mutating func function(_ parameters: [String]) -> String {
        if let place = functionPlaces[parameters] { return functions[place].name }
        let name = names.take(parameters.isEmpty ? "stub" : "stub_for_" + parameters.joined(separator: "_"))
        functionPlaces[parameters] = functions.count
        functions.append((parameters, name))
        return name
    }

    /// An asset's variable.
    mutating func asset(_ asset: AssetDefinition) -> PythonExpression {
        if let place = assetPlaces[asset] { return .code(assets[place].name) }
        imports.insert("Asset")
        let name = names.take(asset.name + "_asset")
        assetPlaces[asset] = assets.count
        assets.append((asset, name))
        return .code(name)
    }

    /// A class or function of `airflow.sdk` that is called.
    mutating func sdk(_ name: String, _ arguments: [PythonExpression.Argument]) -> PythonExpression {
        imports.insert(name)
        return .call(name, arguments)
    }

    /// A `timedelta`.
    mutating func duration(_ seconds: Double) -> PythonExpression {
        datetimeImports.insert("timedelta")
        return .duration(seconds: seconds)
    }

    /// A `datetime` of a text such as `2026-01-31T06:15:00+01:00`.
    mutating func instant(_ text: String) -> PythonExpression {
        datetimeImports.insert("datetime")
        // Older Pythons read no `Z`.
        let text = (try? ISO8601.parse(text)).map(ISO8601.ts) ?? text
        return .call("datetime.fromisoformat", [.init(nil, .string(text))])
    }
}
