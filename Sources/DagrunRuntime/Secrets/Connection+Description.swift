// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Connection: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The connection without its secrets.
    ///
    /// The password and the values of the extra show as `***`.
    public var description: String {
        let parts = visibleParts.map { "\($0.label): \($0.value)" }
        return "Connection(\(parts.joined(separator: ", ")))"
    }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// What `dump` and the debugger see: the same as ``description``.
    public var customMirror: Mirror {
        Mirror(self, children: visibleParts.map { (label: $0.label, value: $0.value as Any) }, displayStyle: .struct)
    }

    private var visibleParts: [(label: String, value: String)] {
        var parts = [(label: "conn_id", value: connID), (label: "conn_type", value: connType)]
        if let host { parts.append(("host", host)) }
        if let schema { parts.append(("schema", schema)) }
        if let login { parts.append(("login", login)) }
        if password != nil { parts.append(("password", "***")) }
        if let port { parts.append(("port", String(port))) }
        if extra != nil {
            let keys = extraJSON.keys.sorted()
            parts.append(("extra", keys.isEmpty ? "***" : "{\(keys.map { "\($0): ***" }.joined(separator: ", "))}"))
        }
        return parts
    }
}
