// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunOperators
import DagrunRuntime
import FoundationEssentials
import Testing

@Suite(.timeLimit(.minutes(15))) struct TimeSensorsTests {
    // 2026-01-02T10:00:00Z
    private static let start = Date(timeIntervalSince1970: 1_767_348_000)

    private func bench(
        at text: String = "2026-01-02T10:00:00Z", dataIntervalEnd: String? = nil, firstStart: String? = nil
    ) throws -> Bench {
        let now = try ISO8601.parse(text)
        return Bench(
            dataIntervalEnd: try dataIntervalEnd.map { try ISO8601.parse($0) }, runAfter: Self.start,
            clock: ManualClock(start: now), firstStartDate: try firstStart.map { try ISO8601.parse($0) })
    }

    private func holds(_ sensor: some Sensor, _ bench: Bench) async throws -> Bool {
        if case .done = try await sensor.poke(bench.context) { return true }
        return false
    }

    @Test(arguments: [
        ("2026-01-02T10:00:00Z", true), ("2026-01-02T10:00:01Z", false), ("2026-01-02T11:00+01:00", true),
        ("2026-01-02", true), ("2026-01-03", false),
    ])
    func instantsAreComparedWithTheClock(target: String, expected: Bool) async throws {
        #expect(try await holds(DateTimeSensor("\(target)"), bench()) == expected)
        #expect(try await holds(DateTimeSensor(try ISO8601.parse(target)), bench()) == expected)
        #expect(try await holds(DateTimeSensor(Input<Date>.value(try ISO8601.parse(target))), bench()) == expected)
    }

    @Test func textThatIsNoInstantFailsForGood() async throws {
        let outcome = await (try bench()).run(DateTimeSensor("soon"))
        #expect(outcome.summary.hasPrefix("failed “soon” is no instant to wait for"))
    }

    @Test(arguments: [
        (nil, 60, false), (nil, 0, true), ("2026-01-02T09:59:00Z", 60, true), ("2026-01-02T09:59:00Z", 61, false),
        ("2026-01-03T00:00:00Z", -86400, true),
    ])
    func deltaCountsFromTheIntervalOrTheRun(end: String?, seconds: Int, expected: Bool) async throws {
        let bench = try bench(dataIntervalEnd: end)
        #expect(try await holds(TimeDeltaSensor(.seconds(seconds)), bench) == expected)
    }

    @Test(arguments: [
        ("2026-01-02T10:00:00Z", 10, 0, "UTC", true), ("2026-01-02T10:00:00Z", 10, 1, "UTC", false),
        ("2026-01-02T10:00:00Z", 11, 0, "Europe/Berlin", true), ("2026-01-02T10:00:00Z", 11, 1, "Europe/Berlin", false),
        // In Tokyo it is the next day already.
        ("2026-01-02T16:00:00Z", 1, 0, "Asia/Tokyo", true), ("2026-01-02T16:00:00Z", 23, 0, "Asia/Tokyo", false),
    ])
    func timeOfTheDayIsThatOfTheZone(now: String, hour: Int, minute: Int, zone: String, expected: Bool) async throws {
        let sensor = TimeSensor(hour: hour, minute: minute, timeZone: zone)
        #expect(try await holds(sensor, bench(at: now)) == expected)
    }

    @Test func timeOfTheDayOnWhichTheTaskStartedCounts() async throws {
        let bench = try bench(at: "2026-01-03T00:30:00Z", firstStart: "2026-01-02T22:00:00Z")
        #expect(try await holds(TimeSensor(hour: 23), bench))
    }

    @Test(arguments: [
        (TimeSensor(hour: 24), "24:0:0"), (TimeSensor(hour: 1, minute: -1), "1:-1:0"),
        (TimeSensor(hour: 1, timeZone: "Mars/Base"), "Mars/Base"),
    ])
    func noTimeOfTheDayFailsForGood(sensor: TimeSensor, text: String) async throws {
        let summary = await (try bench()).run(sensor).summary
        #expect(summary.hasPrefix("failed") && summary.contains(text), "\(summary)")
    }

    @Test(arguments: [(5, 5.0), (60, 60), (90, 45), (3600, 60)])
    func waitLooksForTheLastTimeAtItsEnd(seconds: Int, interval: Double) async throws {
        let bench = try bench()
        let step = Duration.seconds(interval)
        async let outcome = bench.run(WaitSensor(.seconds(seconds)))
        for _ in 0..<Int(Double(seconds) / interval) {
            await bench.clock.waitForSleep(of: step)
            bench.clock.advance(by: step)
        }
        #expect(await outcome.summary == "success null")
        #expect(bench.clock.now().timeIntervalSince(bench.clock.start) == Double(seconds))
    }

    @Test func waitOfNothingIsOverAtOnce() async throws {
        #expect(await (try bench()).run(WaitSensor(.zero)).summary == "success null")
        #expect(await (try bench()).run(WaitSensor(.seconds(-1))).summary == "success null")
    }

    @Test func waitCountsFromTheFirstStartInRescheduleMode() async throws {
        let sensor = WaitSensor(.hours(2)).mode(.reschedule).interval(.hours(1))
        #expect(await (try bench()).run(sensor).summary.hasPrefix("rescheduled after 3600"))
        #expect(await (try bench(firstStart: "2026-01-02T08:00:00Z")).run(sensor).summary == "success null")
    }
}
