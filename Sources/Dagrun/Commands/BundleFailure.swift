// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A command that ends the process with a status of its own.
struct BundleFailure: Error {
    var exit: BundleExit
    var message = ""
}
