// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHTTP
internal import DagrunModel
public import DagrunRuntime

extension ExecutionClient {
    /// Looks up a variable where the server finds it: in its environment, its secrets backend or its database.
    ///
    /// - Parameter key: The variable's name.
    /// - Returns: Its text; nil where there is none.
    /// - Throws: ``AirflowError``: with status 401 or 403 when this try may not read it, which is final.
    public func variable(_ key: String) async throws(AirflowError) -> String? {
        try await find(APICall(.get, ["variables", key]))?.optionalString("value")
    }

    /// Sets a variable.
    ///
    /// - Parameters:
    ///   - key: The variable's name.
    ///   - value: Its text.
    ///   - description: What it is for.
    /// - Throws: ``AirflowError``.
    public func setVariable(
        _ key: String, to value: String, description: String? = nil
    ) async throws(AirflowError) {
        var body: [String: JSONValue] = ["val": .string(value)]
        if let description { body["description"] = .string(description) }
        _ = try await send(APICall(.put, ["variables", key], json: .object(body)))
    }

    /// Removes a variable; one that is not there is no error.
    ///
    /// - Parameter key: The variable's name.
    /// - Throws: ``AirflowError``.
    public func removeVariable(_ key: String) async throws(AirflowError) {
        _ = try await send(APICall(.delete, ["variables", key]))
    }

    /// Lists the names of variables, all pages of them.
    ///
    /// - Parameter prefix: What the names begin with; empty: all.
    /// - Returns: The names.
    /// - Throws: ``AirflowError``: with status 404 when the server is older than Airflow 3.3.
    public func variableKeys(prefix: String = "") async throws(AirflowError) -> [String] {
        var keys: [String] = []
        while true {
            let call = APICall(
                .get, ["variables", "keys"],
                query: (prefix.isEmpty ? [] : [(name: "prefix", value: prefix)]) + [
                    (name: "limit", value: "1000"), (name: "offset", value: String(keys.count)),
                ])
            let page = try await fields(call)
            let new = page.strings("keys") ?? []
            keys += new
            if new.isEmpty || keys.count >= page.optionalInt("total_entries") ?? 0 { return keys }
        }
    }

    /// Looks up a connection where the server finds it.
    ///
    /// - Parameter id: The connection's id.
    /// - Returns: The connection; nil where there is none.
    /// - Throws: ``AirflowError``: with status 401 or 403 when this try may not read it, which is final.
    public func connection(_ id: String) async throws(AirflowError) -> Connection? {
        guard let answer = try await find(APICall(.get, ["connections", id])) else { return nil }
        return Connection(
            connID: answer.optionalString("conn_id") ?? id, connType: answer.optionalString("conn_type") ?? "",
            host: answer.optionalString("host"), schema: answer.optionalString("schema"),
            login: answer.optionalString("login"), password: answer.optionalString("password"),
            port: answer.optionalInt("port"), extra: answer.optionalString("extra"))
    }
}
