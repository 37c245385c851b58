// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import Testing

@Suite struct HTTPErrorTests {
    @Test func descriptionSaysWhatWhereAndWhatToDo() {
        let error = HTTPError(
            .cannotConnect, method: .get, url: "https://user:s3cret@host:1/path?key=s3cret", reason: "refused",
            curlCode: 7)
        #expect(
            error.description
                == "GET https://host:1/path: can't connect: refused (curl 7). "
                + "Check that the server runs and that no firewall is between")
    }

    @Test func namesThePackageToInstall() {
        #expect("\(HTTPError(.libraryMissing, url: "http://host", reason: "no file"))".contains("libcurl4"))
    }

    @Test(
        arguments: [
            (HTTPError.Code.cannotResolve, nil, true), (.cannotConnect, nil, true), (.timedOut, nil, true),
            (.connectionLost, nil, true), (.tls, 35, true), (.tls, 60, false), (.tooLarge, nil, false),
            (.cancelled, nil, false), (.badURL, nil, false), (.protocolViolation, nil, false),
            (.libraryMissing, nil, false),
        ] as [(HTTPError.Code, Int?, Bool)])
    func knowsWhatMayPass(code: HTTPError.Code, curlCode: Int?, isRetryable: Bool) {
        #expect(HTTPError(code, url: "http://host", reason: "", curlCode: curlCode).isRetryable == isRetryable)
    }

    @Test func noDescriptionShowsASecret() {
        let request = HTTPRequest(
            .post, "https://user:s3cret@host/?k=s3cret", headers: ["Authorization": "s3cret"],
            body: Array("s3cret".utf8)
        ).with {
            $0.tls = HTTPTLSOptions(clientKeyPassword: "s3cret")
            $0.proxy = .url("http://user:s3cret@proxy")
        }
        let response = HTTPResponse(headers: ["Set-Cookie": "s3cret"], body: Array("s3cret".utf8), url: request.url)
        let error = HTTPError(.other, method: .get, url: request.url, reason: "")
        let values: [any Sendable] = [request, response, error, request.tls, request.proxy, request.headers]
        for value in values {
            var dumped = ""
            dump(value, to: &dumped)
            #expect(!"\(value)".contains("s3cret"))
            #expect(!String(reflecting: value).contains("s3cret"))
            #expect(!dumped.contains("s3cret"))
        }
        #expect("\(request)" == "POST https://host/ [Authorization: <redacted>] (6 bytes)")
    }
}
