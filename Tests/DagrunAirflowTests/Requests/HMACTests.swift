// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

@testable import DagrunAirflow

@Suite struct HMACTests {
    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    // Made by Python's hashlib; 111, 112, 127 and 128 are where padding takes another block.
    @Test(arguments: [
        (0, "cf83e1357eefb8bd"), (111, "a1a111449b198d9b"), (112, "c5fbd731d19d2ae1"), (127, "eab89674feaa34e2"),
        (128, "1dffd5e3adb71d45"), (129, "1d9da57fbbdab09a"), (1000, "5096498d96f50f9a"),
    ])
    func hashesAnyLength(_ length: Int, _ begin: String) {
        let digest = SHA512.digest(of: (0..<length).map { UInt8($0 % 251) })
        #expect(digest.count == 64)
        #expect(hex(Array(digest.prefix(8))) == begin)
    }

    // RFC 4231, test cases 2 and 6.
    @Test func signsAsTheRFCSays() {
        #expect(
            hex(HMAC.sha512(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
                == "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
        )
        let long = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
        #expect(
            hex(HMAC.sha512(long, key: [UInt8](repeating: 0xAA, count: 131)))
                == "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"
        )
    }
}
