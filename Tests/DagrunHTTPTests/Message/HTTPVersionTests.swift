// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import Testing

@Suite struct HTTPVersionTests {
    @Test func isSpelledAsUsual() {
        #expect(
            [HTTPVersion.http1, .http11, .http2, .http3].map(\.description) == [
                "HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3",
            ])
    }

    @Test func isOrdered() {
        #expect(HTTPVersion.http1 < .http11)
        #expect(HTTPVersion.http11 < .http2)
        #expect(!(HTTPVersion.http2 < .http11))
    }
}
