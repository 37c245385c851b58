// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A request as a server of the tests saw it.
struct TestRequest: Sendable {
    /// The request line, such as "GET / HTTP/1.1".
    let line: String
    /// The header lines, as they came.
    let headers: [String]
    let body: [UInt8]

    /// Finds the values of a header, whatever the case of its name.
    func values(of name: String) -> [String] {
        headers.compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { return nil }
            return String(parts[1].drop { $0 == " " })
        }
    }
}
