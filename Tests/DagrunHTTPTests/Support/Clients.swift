// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

@testable import DagrunHTTP

extension CurlClient {
    /// A client that no variable of the environment leads to a proxy.
    static func direct(_ change: (inout Configuration) -> Void = { _ in }) -> CurlClient {
        var configuration = Configuration()
        configuration.proxy = .none
        // A busy machine may take minutes between two requests of a test that wants one connection for both.
        configuration.maximumIdleTime = .seconds(86400)
        change(&configuration)
        return CurlClient(configuration: configuration)
    }
}

extension CurlClient.Configuration {
    /// The configuration with some of it changed.
    func with(_ change: (inout Self) -> Void) -> Self {
        var configuration = self
        change(&configuration)
        return configuration
    }
}

extension HTTPClient {
    /// Sends a request that must fail, and returns the error.
    func failure(of request: HTTPRequest) async -> HTTPError? {
        do {
            _ = try await send(request)
            return nil
        } catch {
            return error
        }
    }
}

extension HTTPRequest {
    /// The request with some of it changed.
    func with(_ change: (inout HTTPRequest) -> Void) -> HTTPRequest {
        var request = self
        change(&request)
        return request
    }
}
