// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A place in a list, or a name that no type has a case for.
struct JSONKey: CodingKey {
    var stringValue: String
    var intValue: Int?

    init(stringValue: String) { self.stringValue = stringValue }

    init(intValue: Int) {
        self.stringValue = "Index \(intValue)"
        self.intValue = intValue
    }

    /// The name under which a class keeps what its superclass encodes.
    static let ofSuperclass = JSONKey(stringValue: "super")
}
