// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Wiring {
    /// Finds the nets of a diagram.
    ///
    /// - Parameters:
    ///   - file: The diagram.
    ///   - catalog: What is known of parts.
    public init(_ file: DiagramFile, catalog: PartCatalog = PartCatalog()) {
        var builder = WiringBuilder(file, catalog)
        self = builder.wiring()
    }
}
