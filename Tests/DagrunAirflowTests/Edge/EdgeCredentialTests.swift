// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Testing

@testable import DagrunAirflow

@Suite struct EdgeCredentialTests {
    // Signed by Python's hmac over the same claims.
    @Test("2: the claim is the decoded path, also for a name with a space")
    func signsThePath() throws {
        let credential = EdgeCredential.sharedSecret(Array("secret".utf8))
        let token = try credential.token(for: ["worker", "a b"], now: Date(timeIntervalSince1970: 1_795_226_369))
        #expect(
            token
                == "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJhcGkiLCJleHAiOjE3OTUyMjYzOTksImlhdCI6MTc5NTIyNjM2OSwibWV0aG9kIjoid29ya2VyL2EgYiIsIm5iZiI6MTc5NTIyNjM2OX0.NJCFlhZ8g7RDzKqnRDrnO8sGdCp45jR0FGj7890oQMK6yi3Dl_QDA_V51fQf7Q9Y8dgN2H9UHiEsmPqruhmHxw"
        )
    }

    @Test func keepsEscapedWhatEndsAPath() {
        #expect(EdgeCredential.claim(["jobs", "a?b#c\\d", "+:%ü"]) == "jobs/a%3Fb%23c%5Cd/+:%ü")
    }

    @Test func showsNoSecret() {
        let credential = EdgeCredential.sharedSecret(Array("hush".utf8))
        var dumped = ""
        dump(credential, to: &dumped)
        #expect(!"\(credential) \(String(reflecting: credential)) \(dumped)".contains("hush"))
    }

    @Test(
        "9: the last part of the URL is replaced, and a prefix kept",
        arguments: [
            ("https://host/edge_worker/v1/rpcapi", "https://host/edge_worker/v1/", "https://host/execution/"),
            ("https://host/a/edge_worker/v1/rpcapi", "https://host/a/edge_worker/v1/", "https://host/a/execution/"),
            ("https://host/edge_worker/v1/rpcapi/", "https://host/edge_worker/v1/", "https://host/execution/"),
            ("https://host/edge_worker/v1/", "https://host/edge_worker/v1/", "https://host/execution/"),
            ("https://host", "https://host/", "https://host/execution/"),
            ("https://host/x?y=/z", "https://host/", "https://host/execution/"),
        ])
    func resolves(_ configured: String, _ base: String, _ execution: String) {
        #expect(EdgeURL.base(of: configured) == base)
        #expect(EdgeURL.execution(of: configured) == execution)
    }
}
