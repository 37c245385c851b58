// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import DagrunTestSupport
import Synchronization
import Testing

@Suite struct SecretMaskerTests {
    private func masker(_ secrets: String...) -> SecretMasker {
        let masker = SecretMasker()
        for secret in secrets { masker.add(secret) }
        return masker
    }

    // What Airflow 3.3.2's should_hide_value_for_key says.
    @Test(arguments: [
        ("password", true), ("PASSWORD", true), (" My API-Key ", true), ("api..key", true), ("api key", true),
        ("apikey", true), ("a_p_i_key", false), ("smtp_passwd", true), ("user", false), ("host", false),
        ("max_tokens", true), ("extra__google__keyfile_dict", true), ("keyfile_json", false), ("pass word", false),
        ("secretary", true), ("DSN_URL", true), ("access__key", false), ("access_-key", false), ("tökén", false),
        ("", false), ("sAS_ToKeN", true), ("api\tkey", true), ("connection-string", true), ("webhook.url", true),
        ("private²key", false),
    ])
    func aNameIsSensitiveAsInAirflow(_ name: String, _ isSensitive: Bool) {
        #expect(SecretMasker().isSensitive(name) == isSensitive)
    }

    @Test func replacesEachSecretInAText() {
        let masker = masker("hunter2", "s3cr3t-länge")
        #expect(masker.mask("a hunter2 b s3cr3t-länge, hunter2!") == "a *** b ***, ***!")
        #expect(masker.mask("hunter") == "hunter")
        #expect(masker.mask("") == "")
        #expect(masker.mask(Array("\u{0}hunter2".utf8) + [0xFF]) == Array("\u{0}***".utf8) + [0xFF])
    }

    @Test func leavesShortAndCommonTextsAlone() {
        let masker = masker("abcd", "airflow", "Airflow", "")
        #expect(masker.mask("abcd airflow Airflow") == "abcd airflow Airflow")
        let strict = SecretMasker(.init(minimumLength: 1, commonWords: []))
        strict.add("a")
        strict.add("airflow")
        #expect(strict.mask("bad airflow") == "b***d ***")
    }

    @Test func prefersTheLongerSecretAndLeavesNoPartOfOverlaps() {
        let masker = masker("secret", "secret-longer", "longer-tail", "retire")
        #expect(masker.mask("secret secret-longer x") == "*** *** x")
        #expect(masker.mask("secret-longer-tail") == "***")
        #expect(masker.mask("secretire") == "***")
        #expect(masker.mask("secretsecret") == "******")
    }

    @Test func findsTheFormsThatEncodingsMake() {
        let masker = masker("p@ss/w\"ö rd")
        for form in [
            "p%40ss%2Fw%22%C3%B6%20rd", "p%40ss/w%22%C3%B6%20rd", "p%40ss%2Fw%22%C3%B6+rd",
            #"p@ss/w\"ö rd"#, #"p@ss/w\"\u00f6 rd"#, #"p@ss\/w\"ö rd"#,
        ] {
            #expect(masker.mask("<\(form)>") == "<***>")
        }
    }

    @Test func aKeyOfSeveralLinesIsMaskedLineByLineAndEscaped() {
        let key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\nAQCqGSIb3DQEBAQUAA4GNADCBiQ==\n-----END KEY-----\n"
        let masker = masker(key)
        #expect(masker.mask("line MIIEvQIBADANBgkqhkiG9w0BAQ end") == "line *** end")
        #expect(masker.mask("AQCqGSIb3DQEBAQUAA4GNADCBiQ==") == "***")
        #expect(masker.mask(key) == "***")
        #expect(masker.mask("{\"k\": \"\(key.replacing("\n", with: "\\n"))\"}") == "{\"k\": \"***\"}")
    }

    @Test func masksAConnectionsSecretsInAllTheirForms() throws {
        let masker = SecretMasker()
        masker.add(
            Connection(
                connID: "c", login: "ann", password: "pa55w0rd",
                extra:
                    #"{"api_key": "key-123", "keyfile_dict": "{\"private_key\": \"inner-pk\", \"type\": \"account\"}", "region": "europe"}"#
            ))
        #expect(masker.mask("pa55w0rd key-123 inner-pk") == "*** *** ***")
        #expect(masker.mask("Basic YW5uOnBhNTV3MHJk") == "Basic ***")
        #expect(masker.mask("europe account") == "europe account")
    }

    @Test func aVariableIsMaskedByItsKeyOrByTheKeysInside() {
        let masker = SecretMasker()
        masker.add("plain-value", named: "colour")
        masker.add("hidden-value", named: "db_password")
        masker.add(#"{"token": "tok-12345", "name": "visible"}"#, named: "config")
        #expect(masker.mask("plain-value hidden-value tok-12345 visible") == "plain-value *** *** visible")
    }

    @Test func aValueIsMaskedByNameAndByContent() {
        let masker = masker("hunter2")
        let value: JSONValue = [
            "password": "x", "list": ["say hunter2", 5], "nested": ["api-key": ["deep": ["a", 1, nil]]],
            "hunter2": true,
        ]
        #expect(
            masker.mask(value) == [
                "password": "***", "list": ["say ***", 5], "nested": ["api-key": ["deep": ["***", 1, nil]]],
                "***": true,
            ])
        #expect(masker.mask("x", named: "token") == "***")
        #expect(masker.mask("x", named: "colour") == "x")
    }

    @Test func listsAndNamelessTextsAreSecretsThemselves() {
        let masker = SecretMasker()
        masker.add(["first-one", ["second-one"]])
        masker.add(["user": "someone", "secret": ["inner": "third-one"]])
        masker.add(["not-this"], named: "colours")
        #expect(masker.mask("first-one second-one someone third-one not-this") == "*** *** someone *** not-this")
    }

    @Test func agreesWithASimpleSearch() {
        var random = SeededGenerator(seed: 3)
        func word(_ length: ClosedRange<Int>) -> [UInt8] {
            (0..<Int.random(in: length, using: &random)).map { _ in UInt8.random(in: 97...99, using: &random) }
        }
        for _ in 0..<300 {
            let masker = SecretMasker(.init(minimumLength: 1))
            let secrets = (0..<Int.random(in: 1...6, using: &random)).map { _ in word(1...6) }
            for secret in secrets { masker.add(String(decoding: secret, as: UTF8.self)) }
            let text = word(0...60)
            #expect(masker.mask(text) == Self.slowMask(text, secrets))
        }
    }

    @Test func threadsMayAddAndMaskAtOnce() async {
        let masker = masker("secret-base")
        await withTaskGroup { group in
            for index in 0..<8 {
                group.addTask {
                    for round in 0..<50 {
                        masker.add("secret-\(index)-\(round)")
                        #expect(masker.mask("<secret-\(index)-\(round)> secret-base").hasPrefix("<***"))
                    }
                }
            }
        }
        #expect(masker.mask("secret-base") == "***")
    }

    /// Marks what any secret covers; matches that overlap join, matches that touch don't.
    static func slowMask(_ text: [UInt8], _ secrets: [[UInt8]]) -> [UInt8] {
        var matches: [Range<Int>] = []
        for start in text.indices {
            for secret in secrets where text[start...].starts(with: secret) {
                matches.append(start..<(start + secret.count))
            }
        }
        var result: [UInt8] = []
        var index = 0
        while index < text.count {
            guard matches.contains(where: { $0.lowerBound == index }) else {
                result.append(text[index])
                index += 1
                continue
            }
            var end = index + 1
            while let longer = matches.first(where: {
                $0.lowerBound >= index && $0.lowerBound < end && $0.upperBound > end
            }) {
                end = longer.upperBound
            }
            result += Array("***".utf8)
            index = end
        }
        return result
    }
}
