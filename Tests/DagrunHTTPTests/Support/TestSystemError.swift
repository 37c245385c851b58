// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A call on a socket or process of the tests failed.
struct TestSystemError: Error {
    let call: String
    let errno: Int32
}
