// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What is known of a line, whoever uses it.
///
/// libgpiod's `gpiod_line_info`.
public struct LineInfo: Sendable, Hashable {
    /// Where the line is.
    public let address: LineAddress
    /// The line's name, such as `GPIO17` or `STATUS_LED`; nil when it has none.
    public let name: String?
    /// Who holds the line; nil when nobody does or nobody knows.
    public let consumer: String?
    /// Whether somebody holds the line.
    public let isUsed: Bool
    /// How the line is set up; the initial value and the release policy are not known here.
    public let config: LineConfig

    /// Makes the information.
    ///
    /// - Parameters:
    ///   - address: Where the line is.
    ///   - name: The line's name.
    ///   - consumer: Who holds the line.
    ///   - isUsed: Whether somebody holds the line.
    ///   - config: How the line is set up.
    public init(
        address: LineAddress, name: String?, consumer: String?, isUsed: Bool, config: LineConfig = LineConfig()
    ) {
        self.address = address
        self.name = name
        self.consumer = consumer
        self.isUsed = isUsed
        self.config = config
    }
}
