// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunHTTP
internal import DagrunModel

/// The versions that a worker tells: a server takes its own ones only, unless it is configured otherwise.
enum KnownVersions {
    /// The version of Airflow that the protocol was read from.
    static let airflow = "3.3.2"
    /// The version of the Edge provider that the protocol was read from.
    static let edgeProvider = "5.1.0"

    /// Asks a server for its version.
    ///
    /// - Parameters:
    ///   - edgeURL: `[edge] api_url`.
    ///   - client: What sends the request.
    /// - Returns: The version; nil when the server doesn't say.
    static func ofServer(_ edgeURL: String, client: any HTTPClient) async -> String? {
        var request = HTTPRequest(.get, EdgeURL.publicAPI(of: edgeURL) + "version")
        request.timeout = .seconds(10)
        guard let response = try? await client.send(request), response.isSuccess,
            case .string(let version)? = (try? JSONValue(parsing: response.body))?["version"]
        else { return nil }
        return version
    }

    /// Whether a version is older than another; one that can't be read is not.
    static func isBefore(_ major: Int, _ minor: Int, _ version: String) -> Bool {
        let parts = version.split(separator: ".").prefix(2).compactMap { Int($0) }
        guard parts.count == 2 else { return false }
        return (parts[0], parts[1]) < (major, minor)
    }

    /// Finds the version that a refusal names: "… the core runs on 5.1.0".
    static func named(in reason: String) -> String? {
        guard let range = reason.firstRange(of: "core runs on ") else { return nil }
        var version = reason[range.upperBound...].prefix { $0.isNumber || $0.isLetter || ".+-".contains($0) }
        while version.last == "." { version.removeLast() }
        return version.isEmpty ? nil : String(version)
    }
}
