// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunTestSupport
import Testing

@Suite("A button's gestures")
struct ButtonGesturesTests {
    private static let timing = ButtonTiming(hold: .milliseconds(1000), doubleClick: .milliseconds(300))

    private static func at(_ milliseconds: Int) -> Timestamp {
        Timestamp(nanoseconds: Int64(milliseconds) * 1_000_000)
    }

    /// What comes of presses and releases at these milliseconds, in turn, as `word@millisecond`.
    private static func gestures(
        _ edges: [Int], until end: Int, _ timing: ButtonTiming = timing, isPressed: Bool = false
    ) -> [String] {
        var gestures = ButtonGestures(timing, isPressed: isPressed, at: .zero)
        var events: [ButtonEvent] = []
        var value = isPressed
        for edge in edges {
            value.toggle()
            events += gestures.edge(value, at: at(edge))
        }
        events += gestures.advance(to: at(end))
        return events.map { "\($0.kind.rawValue)@\($0.timestamp.nanoseconds / 1_000_000)" }
    }

    @Test(
        "are told apart by time",
        arguments: [
            ([], []),
            ([10, 100], ["pressed@10", "released@100", "clicked@400"]),
            (
                [10, 100, 200, 250],
                ["pressed@10", "released@100", "pressed@200", "released@250", "doubleClicked@250"]
            ),
            // The second press comes too late.
            (
                [10, 100, 400, 450],
                ["pressed@10", "released@100", "clicked@400", "pressed@400", "released@450", "clicked@750"]
            ),
            // A third click begins anew.
            (
                [0, 50, 100, 150, 200, 250],
                [
                    "pressed@0", "released@50", "pressed@100", "released@150", "doubleClicked@150", "pressed@200",
                    "released@250", "clicked@550",
                ]
            ),
            ([0, 1500], ["pressed@0", "held@1000", "released@1500"]),
            // Let go at the very instant of the hold: it is one.
            ([0, 1000], ["pressed@0", "held@1000", "released@1000"]),
            ([0, 999], ["pressed@0", "released@999", "clicked@1299"]),
            // A click and then a hold are no double click.
            (
                [0, 100, 200, 1500],
                ["pressed@0", "released@100", "pressed@200", "clicked@1200", "held@1200", "released@1500"]
            ),
        ])
    func table(edges: [Int], expected: [String]) { #expect(Self.gestures(edges, until: 3000) == expected) }

    @Test("tell a hold again when they are to")
    func repeated() {
        let timing = ButtonTiming(hold: .milliseconds(100), holdRepeats: true)
        #expect(
            Self.gestures([0, 350], until: 1000, timing)
                == ["pressed@0", "held@100", "held@200", "held@300", "released@350"])
    }

    @Test("tell a click at once where there are no double clicks")
    func immediate() {
        let timing = ButtonTiming(doubleClick: .zero)
        #expect(
            Self.gestures([0, 10, 20, 30], until: 1000, timing)
                == ["pressed@0", "released@10", "clicked@10", "pressed@20", "released@30", "clicked@30"])
    }

    @Test("make neither press nor click of a button that was pressed from the beginning")
    func pressedBefore() {
        #expect(
            Self.gestures([50, 100, 120], until: 500, isPressed: true)
                == ["released@50", "pressed@100", "released@120", "clicked@420"])
        #expect(Self.gestures([], until: 5000, isPressed: true) == ["held@1000"])
    }

    @Test("a time of zero or less neither hangs nor traps")
    func noTimes() {
        let timing = ButtonTiming(hold: .zero, holdRepeats: true, doubleClick: .seconds(-1))
        #expect(Self.gestures([5, 9], until: 20, timing) == ["pressed@5", "held@5", "released@9"])
    }

    @Test("go on after a gap with what is known")
    func gap() {
        var gestures = ButtonGestures(Self.timing, isPressed: false, at: .zero)
        _ = gestures.edge(true, at: Self.at(10))
        _ = gestures.edge(false, at: Self.at(60))
        let events = gestures.resynchronize(isPressed: true, at: Self.at(100))
        #expect(events.map(\.kind) == [.clicked, .pressed])
        // Where this press began is not known, so its end makes no click.
        #expect(gestures.edge(false, at: Self.at(150)).map(\.kind) == [.released])
        #expect(gestures.deadline == nil)
    }

    @Test("hold for all edges what must hold", arguments: 0..<200 as Range<UInt64>)
    func properties(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let timing = ButtonTiming(
            hold: .milliseconds(Int.random(in: 1...60, using: &random)),
            doubleClick: .milliseconds(Int.random(in: 0...60, using: &random)))
        var now = 0
        let edges = (0..<40).map { _ in
            now += Int.random(in: 0...50, using: &random)
            return now
        }
        let end = now + 1000

        var plain = ButtonGestures(timing, isPressed: false, at: .zero)
        // The same, looked at again and again in between.
        var watched = plain
        var (events, watchedEvents): ([ButtonEvent], [ButtonEvent]) = ([], [])
        var (value, before) = (false, 0)
        for edge in edges {
            value.toggle()
            for _ in 0..<3 {
                watchedEvents += watched.advance(to: Self.at(Int.random(in: before...edge, using: &random)))
            }
            before = edge
            events += plain.edge(value, at: Self.at(edge))
            watchedEvents += watched.edge(value, at: Self.at(edge))
        }
        events += plain.advance(to: Self.at(end))
        watchedEvents += watched.advance(to: Self.at(end))

        #expect(events == watchedEvents)
        #expect(events.map(\.timestamp) == events.map(\.timestamp).sorted())
        let count = Dictionary(grouping: events, by: \.kind).mapValues(\.count)
        #expect(count[.pressed, default: 0] == 20 && count[.released, default: 0] == 20)
        // Each press is a part of exactly one gesture.
        #expect(
            count[.clicked, default: 0] + 2 * count[.doubleClicked, default: 0] + count[.held, default: 0] == 20)
    }
}
