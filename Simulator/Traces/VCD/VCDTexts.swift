// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How texts, such as what a display shows, stand in a VCD.
///
/// The standard has levels and numbers only.
public enum VCDTexts: String, Sendable, Hashable, CaseIterable {
    /// As `string` variables: GTKWave's extension, which GTKWave and Surfer show; sigrok complains of each change and reads the rest.
    case string
    /// Not at all, so that strict readers have nothing to complain of. Comments in their place would end what sigrok 0.5 reads.
    case none
}
