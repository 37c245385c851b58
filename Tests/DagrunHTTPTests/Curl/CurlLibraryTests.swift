// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Testing

@testable import DagrunHTTP

@Suite(.timeLimit(.minutes(15))) struct CurlLibraryTests {
    /// Whether libcurl is in this process's memory map.
    private static var isLoaded: Bool {
        guard let file = unsafe fopen("/proc/self/maps", "r") else { return false }
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 4096)
        while unsafe fgets(&line, Int32(line.count), file) != nil {
            if String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).contains(
                "/libcurl")
            {
                return true
            }
        }
        return false
    }

    /// In a process of its own, because other tests do make requests.
    @Test func isNotLoadedBeforeTheFirstRequest() async {
        await #expect(processExitsWith: .success) {
            let server = try TestServer(answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            let client = CurlClient.direct()
            let before = CurlLibraryTests.isLoaded
            _ = try await client.send(HTTPRequest(.get, server.url()))
            let after = CurlLibraryTests.isLoaded
            await client.shutdown()
            exit(!before && after ? EXIT_SUCCESS : EXIT_FAILURE)
        }
    }

    @Test func knowsItsVersion() throws {
        let library = try CurlLibrary.open(CurlClient.Configuration().libraryNames)
        #expect(library.version.split(separator: ".").count >= 2)
        #expect(library.text(of: 6).isEmpty == false)
    }
}
