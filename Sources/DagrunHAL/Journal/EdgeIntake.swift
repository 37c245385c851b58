// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Makes journal entries of a request's events, and gaps of what is missing among them.
///
/// Numbers of edges say what is missing of which line, once the line has another edge. A backend without numbers only knows that
/// something is missing, of any line.
struct EdgeIntake {
    /// A line that is watched, by its place in the request.
    struct Watch {
        let index: Int
        let line: LineAddress
        /// Whether edges of both kinds are told, so that an edge tells the value before it.
        let detectsBoth: Bool
    }

    // The number of the last edge of each line; nil where the next one may have any.
    private var sequences: [Int: UInt64?] = [:]

    /// Takes events.
    ///
    /// - Parameters:
    ///   - events: All that are there now, in order.
    ///   - watches: The lines that are watched.
    ///   - values: Reads the lines' values now.
    /// - Returns: The entries, in order.
    mutating func take(
        _ events: [LineEvent], of watches: [Watch], values: () -> LineValues?
    ) -> [EdgeJournal.NewEntry] {
        var entries: [EdgeJournal.NewEntry] = []
        // How many edges are missing that no number has explained yet, and the lines that they may be of.
        var unexplained = 0
        var suspects: Set<Int> = []
        var isUncounted = false
        for event in events {
            switch event {
            case .lost(let count):
                suspects.formUnion(watches.map(\.index))
                unexplained += count ?? 0
                isUncounted = isUncounted || count == nil
            case .edge(let edge):
                guard let watch = watches.first(where: { $0.index == edge.index }) else { continue }
                let missing = missing(before: edge)
                let isSuspect = suspects.remove(edge.index) != nil && isUncounted
                unexplained -= missing
                if missing > 0 || isSuspect {
                    let value = watch.detectsBoth ? edge.edge == .falling : nil
                    entries.append((watch.line, .gap(lost: missing > 0 ? missing : nil, value: value)))
                }
                entries.append((watch.line, .edge(edge.edge, at: edge.timestamp, sequence: edge.lineSequence)))
            }
        }
        guard isUncounted || unexplained > 0, !suspects.isEmpty else { return entries }
        let read = values()
        for watch in watches where suspects.contains(watch.index) {
            let lost = watches.count == 1 && !isUncounted ? unexplained : nil
            entries.append((watch.line, .gap(lost: lost, value: read?[watch.index])))
            // The number of the next edge would tell of the same loss again.
            sequences.updateValue(nil, forKey: watch.index)
        }
        return entries
    }

    private mutating func missing(before edge: EdgeEvent) -> Int {
        let last = sequences.updateValue(edge.lineSequence, forKey: edge.index) ?? 0
        guard let last, edge.lineSequence > last else { return 0 }
        return Int(clamping: edge.lineSequence - last - 1)
    }
}
