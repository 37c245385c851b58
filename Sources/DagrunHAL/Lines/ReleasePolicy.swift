// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What becomes of a line when its owner lets go of it.
///
/// It holds for every end that the program sees: a normal one, a cancelled run and SIGTERM. After SIGKILL or a loss of power
/// the kernel or the hardware decides, whatever is asked here.
public enum ReleasePolicy: Sendable, Hashable, Codable {
    /// The line keeps its direction and value as far as the hardware lets it.
    case keep
    /// The line is driven to a logical value first and then kept.
    case safe(Bool)
    /// The line becomes an input: what is connected decides.
    case input
}
