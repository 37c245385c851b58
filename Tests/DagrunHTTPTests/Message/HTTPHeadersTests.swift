// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHTTP
import Testing

@Suite struct HTTPHeadersTests {
    @Test func findsFieldsWhateverTheCaseOfTheirNames() {
        let headers: HTTPHeaders = ["Content-Type": "text/plain", "X-Tag": "a", "x-tag": "b"]
        #expect(headers["content-type"] == "text/plain")
        #expect(headers["X-TAG"] == "a")
        #expect(headers.values(of: "x-Tag") == ["a", "b"])
        #expect(headers["missing"] == nil)
        #expect(headers.values(of: "missing") == [])
    }

    @Test func keepsOrderAndSpelling() {
        var headers: HTTPHeaders = ["b": "1", "A": "2"]
        headers.add("B", "3")
        #expect(headers.map(\.name) == ["b", "A", "B"])
        #expect(headers.map(\.value) == ["1", "2", "3"])
    }

    @Test func settingReplacesEveryFieldOfTheNameInPlace() {
        var headers: HTTPHeaders = ["a": "1", "b": "2", "A": "3"]
        headers["A"] = "4"
        #expect(headers == ["a": "4", "b": "2"])
        headers["c"] = "5"
        #expect(headers == ["a": "4", "b": "2", "c": "5"])
        headers["B"] = nil
        #expect(headers == ["A": "4", "C": "5"])
    }

    @Test func equalityIgnoresTheCaseOfNamesOnly() {
        #expect(HTTPHeaders([HTTPHeaderField(name: "Å", value: "1")]) != ["å": "1"])
        let one: HTTPHeaders = ["Name": "value"]
        #expect(one == ["nAME": "value"])
        #expect(one.hashValue == (["nAME": "value"] as HTTPHeaders).hashValue)
        #expect(one != ["Name": "Value"])
    }

    @Test(arguments: ["Authorization", "Cookie", "Set-Cookie", "X-API-Key", "Private-Token", "Proxy-Authorization"])
    func hidesValuesThatMayBeSecret(name: String) {
        let headers = HTTPHeaders([HTTPHeaderField(name: name, value: "s3cret")])
        var dumped = ""
        dump(headers, to: &dumped)
        for text in [
            "\(headers)", String(reflecting: headers), dumped, "\(headers[0])", String(reflecting: headers[0]),
        ] {
            #expect(!text.contains("s3cret"))
        }
        #expect("\(headers)".contains(name))
    }

    @Test func showsHarmlessValues() {
        #expect("\(["Content-Type": "text/plain"] as HTTPHeaders)" == "[Content-Type: text/plain]")
    }
}
