// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunHTTP

@Suite struct HTTPURLTests {
    @Test(
        arguments: [
            ("http://host", "http", nil, "host", nil, ""),
            ("HTTPS://User:P@ss@Host.Example:8443/a/B?q=1#f", "https", "User:P@ss", "host.example", 8443, "/a/B?q=1"),
            ("http://[::1]:80/", "http", nil, "[::1]", 80, "/"),
            ("http://[fe80::1%25eth0]", "http", nil, "[fe80::1%25eth0]", nil, ""),
            ("http://host:/x", "http", nil, "host", nil, "/x"),
            ("http://host?q", "http", nil, "host", nil, "?q"),
            ("http://host#f", "http", nil, "host", nil, ""),
            ("http://host/a:b@c", "http", nil, "host", nil, "/a:b@c"),
            ("http://bücher.example/ü", "http", nil, "bücher.example", nil, "/ü"),
            ("http://@host", "http", "", "host", nil, ""),
        ] as [(String, String, String?, String, Int?, String)])
    func takesAURLApart(
        text: String, scheme: String, userinfo: String?, host: String, port: Int?, target: String
    ) throws {
        let url = try HTTPURL(text)
        #expect(url.scheme == scheme)
        #expect(url.userinfo == userinfo)
        #expect(url.host == host)
        #expect(url.port == port)
        #expect(url.target == target)
    }

    @Test(arguments: [
        "", "host", "host/path", "//host", "/path", "ftp://host/", "file:///etc/passwd", "http:host", "http:/host",
        "http:///path", "http://", "http://:80/", "http://user@/", "http://host:port/", "http://host:-1/",
        "http://host:65536/", "http://host:0/", "http://host:99999999999999999999/", "http://[::1", "http://[::1]x/",
        "http://a b/", "http://host/a b", "http://host/\r\nX: 1", "http://host/\u{0}", "http://ho\\st/",
        "javascript:alert(1)",
        " http://host/", "http://{host}/",
    ])
    func refusesWhatIsNotAnAbsoluteHTTPURL(text: String) {
        #expect(throws: HTTPURL.Fault.self) { try HTTPURL(text) }
    }

    @Test(arguments: [
        ("https://user:s3cret@host:1/path?token=s3cret#s3cret", "https://host:1/path"),
        ("http://host", "http://host"),
        ("http://user:s3cret@host:bad/", "<invalid URL>"),
        ("s3cret", "<invalid URL>"),
    ])
    func redactsAllButSchemeHostPortAndPath(text: String, expected: String) {
        #expect(HTTPURL.redact(text) == expected)
    }

    @Test(arguments: [
        ("http://a/b/c?q", "d", "http://a/b/d"),
        ("http://a/b/c", "/d?e", "http://a/d?e"),
        ("http://a/b/c?q", "?r", "http://a/b/c?r"),
        ("http://a/b/c?q", "#f", "http://a/b/c?q"),
        ("http://a/b/c?q", "", "http://a/b/c?q"),
        ("http://a", "d", "http://a/d"),
        ("http://a:1/b", "//c/d", "http://c/d"),
        ("https://a/b", "http://c", "http://c"),
        ("http://a/b", "HTTPS://c:2/d", "https://c:2/d"),
        ("http://a/b/", "../c", "http://a/b/../c"),
        ("http://a/b/", "c:d/e", nil),
        ("http://a/b/", "./c:d", "http://a/b/./c:d"),
        ("http://a/b", "/c d", "http://a/c%20d"),
        ("http://a/b", "ftp://c", nil),
        ("http://u:p@a/b", "/c", "http://a/c"),
    ])
    func resolvesAReference(base: String, reference: String, expected: String?) throws {
        #expect((try? HTTPURL(base).resolve(reference))?.text == expected)
    }

    @Test(arguments: [
        ("http://a", "http://A:80/x", true), ("https://a:443", "https://a", true), ("http://a", "https://a", false),
        ("http://a", "http://a:81", false), ("http://a", "http://b", false), ("http://a:443", "https://a", false),
    ])
    func comparesOrigins(one: String, other: String, areSame: Bool) throws {
        #expect(try HTTPURL(one).hasOrigin(of: HTTPURL(other)) == areSame)
    }

    @Test func screensMessagesThatRepeatASecret() throws {
        let url = try HTTPURL("http://user:pa55@host/?token=abc")
        #expect(url.screen("can't reach host", fallback: "-") == "can't reach host")
        #expect(url.screen("login pa55 denied", fallback: "-") == "-")
        #expect(url.screen("bad token=abc", fallback: "-") == "-")
    }
}
