// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Ties a virtual time to the clock of the machine.
///
/// All in nanoseconds.
struct Pace {
    /// The most, in the machine's time, that is caught up after the machine fell behind: a tenth of a second.
    static let maximumLag: Int64 = 100_000_000

    private let factor: Double
    private var virtualAnchor: Int64
    private var hostAnchor: Int64

    /// Begins at a pair of readings.
    init(_ mode: VirtualTime.Mode, virtual: Int64, host: Int64) {
        if case .realTime(let factor) = mode, factor > 0, factor.isFinite { self.factor = factor } else { factor = 1 }
        virtualAnchor = virtual
        hostAnchor = host
    }

    /// How far the virtual time may be.
    func virtual(at host: Int64) -> Int64 { virtualAnchor &+ scaled(host - hostAnchor, factor) }

    /// How long to wait, in the machine's time; never too short.
    func wait(until virtual: Int64, at host: Int64) -> Int64 {
        max(0, hostAnchor - host + scaled(virtual - virtualAnchor, 1 / factor) + 1)
    }

    /// Gives up on what can't be caught up: an event that is overdue for longer than the bound is late for good.
    mutating func limitLag(next: Int64, host: Int64) {
        let bound = scaled(Self.maximumLag, factor)
        guard next < .max, virtual(at: host) - next > bound else { return }
        virtualAnchor = next + bound
        hostAnchor = host
    }

    private func scaled(_ nanoseconds: Int64, _ factor: Double) -> Int64 {
        let value = Double(nanoseconds) * factor
        return value < 0x1p62 ? Int64(value.rounded(.down)) : 1 << 62
    }
}
