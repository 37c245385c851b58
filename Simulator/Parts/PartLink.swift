// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something between two pins of a part that conducts: a resistor, a contact.
public struct PartLink: Sendable, Hashable {
    /// One pin, by its place in the part's list.
    public let first: Int
    /// The other pin, by its place in the part's list.
    public let second: Int
    /// The resistance at the begin, in ohms; nil where it doesn't conduct.
    public let ohms: Double?

    /// The resistance of a closed contact, in ohms.
    public static let contact = 0.1

    /// Makes a link.
    ///
    /// - Parameters:
    ///   - first: One pin, by its place in the part's list.
    ///   - second: The other pin, by its place in the part's list.
    ///   - ohms: The resistance at the begin, in ohms; nil where it doesn't conduct. Less than a milliohm is taken as that.
    public init(_ first: Int, _ second: Int, ohms: Double?) {
        self.first = first
        self.second = second
        self.ohms = ohms
    }
}
