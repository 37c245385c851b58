// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunHTTP

/// The HTTP client of operators that have none of their own.
package enum SharedHTTPClient {
    // One for all: connections are kept alive from task to task. It starts with the first request.
    private static let client = CurlClient()

    /// The client.
    package static var current: any HTTPClient { client }

    /// Ends what is under way, before the program exits.
    package static func shutdown() async { await client.shutdown() }
}
