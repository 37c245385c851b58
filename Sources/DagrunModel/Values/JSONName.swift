// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The order of names in JSON texts.
enum JSONName {
    /// Whether a name comes first by Unicode scalars, which is the order of the bytes of UTF-8; `String.<` orders by
    /// normalized text.
    static func comesBefore(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
