// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunOperators

struct PythonSourceTests {
    @Test(arguments: [
        ("a\n  b", "a\n  b"), ("  a\n    b\n\n  c", "a\n  b\n\nc"), ("\n\ta\n\t\tb\n", "\na\n\tb\n"), ("", ""),
        ("  \n x", " \nx"), ("\ta\n  b", "\ta\n  b"), (" a\n# c", " a\n# c"),
    ])
    func commonMarginGoes(code: String, expected: String) {
        #expect(PythonSource.dedented(code) == expected)
    }
}
