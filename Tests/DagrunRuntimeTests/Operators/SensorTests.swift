// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import FoundationEssentials
import Testing

struct SensorTests {
    /// Holds from a certain look on.
    struct Counting: Sensor {
        var journal = Journal()
        var holdsAt: Int
        var failure: (@Sendable (Int) -> (any Error)?)?

        func poke(_ context: TaskContext) async throws -> PokeResult<Int> {
            journal.note("\(Int(context.clock.now().timeIntervalSince(context.firstStartDate)))")
            let look = journal.notes.count
            if let error = failure?(look) { throw error }
            return look >= holdsAt ? .done(look) : .notYet
        }
    }

    private func run(_ sensor: some Sensor, _ attempt: Try = Try()) async -> String {
        await attempt.run { try await sensor.execute($0) }
    }

    @Test func `it looks at once and then after each interval`() async {
        let sensor = Counting(holdsAt: 3)
        #expect(await run(sensor) == "success 3")
        #expect(sensor.journal.notes == ["0", "60", "120"])
    }

    @Test func `exponential intervals double up to their cap`() async {
        let sensor = Counting(holdsAt: 6)
        let attempt = Try()
        #expect(
            await run(sensor.interval(.seconds(2), exponential: true, cap: .seconds(10)), attempt) == "success 6")
        #expect(attempt.clock.slept == [2, 4, 8, 10, 10].map { .seconds($0) })
    }

    @Test func `intervals without a cap never overflow`() {
        var settings = SensorSettings()
        settings.exponential = true
        #expect(settings.interval(afterLook: Int.max) == .seconds(60 << 20))
        #expect(settings.interval(afterLook: Int.min) == .seconds(60))
    }

    @Test func `the last look is at the timeout, then it fails without another try`() async {
        let sensor = Counting(holdsAt: 100)
        let text = await run(sensor.interval(.seconds(40)).timeout(.seconds(100)), Try(retries: 3))
        #expect(text == "failed: timed out: waited 1 min 40 s and the condition did not come to hold")
        #expect(sensor.journal.notes == ["0", "40", "80", "100"])
    }

    @Test func `a timeout shorter than the interval is kept`() async {
        let sensor = Counting(holdsAt: 2)
        #expect(await run(sensor.timeout(.seconds(5))) == "success 2")
        #expect(sensor.journal.notes == ["0", "5"])
    }

    @Test func `soft fail skips on a timeout and on fail, but tries again after other errors`() async {
        let late = Counting(holdsAt: 100).timeout(.seconds(60)).softFail()
        #expect(await run(late) == "skipped: waited 1 min 0 s and the condition did not come to hold")
        let failing = Counting(holdsAt: 1, failure: { _ in TaskSignal.fail("no such file") }).softFail()
        #expect(await run(failing) == "skipped: no such file")
        let broken = Counting(holdsAt: 1, failure: { _ in Oops() }).softFail()
        #expect(await run(broken, Try(retries: 1)) == "retry: oops")
    }

    @Test func `an error in a look ends the try`() async {
        let sensor = Counting(holdsAt: 9, failure: { $0 == 2 ? Oops() : nil })
        #expect(await run(sensor) == "failed: oops")
        #expect(sensor.journal.notes == ["0", "60"])
    }

    @Test func `in reschedule mode it gives its slot back after each look`() async {
        let sensor = Counting(holdsAt: 100).interval(.seconds(30), exponential: true).mode(.reschedule)
        var attempt = Try()
        let start = attempt.clock.now()
        #expect(await run(sensor, attempt) == "rescheduled after 30.0 seconds")
        attempt.firstStart = start
        attempt.rescheduleCount = 1
        attempt.clock = ManualClock(at: start.addingTimeInterval(30))
        #expect(await run(sensor, attempt) == "rescheduled after 60.0 seconds")
        #expect(attempt.clock.slept.isEmpty)
    }

    @Test func `in reschedule mode the timeout counts from the first look`() async {
        let sensor = Counting(holdsAt: 100).mode(.reschedule).timeout(.seconds(100))
        var attempt = Try()
        attempt.firstStart = attempt.clock.now().addingTimeInterval(-90)
        attempt.rescheduleCount = 2
        #expect(await run(sensor, attempt) == "rescheduled after 10.0 seconds")
        attempt.firstStart = attempt.clock.now().addingTimeInterval(-100)
        #expect(await run(sensor, attempt).hasPrefix("failed: timed out"))
    }

    @Test func `settings stay when others are changed, and the name is the sensor's own`() {
        let sensor = Counting(holdsAt: 1).timeout(.seconds(5)).mode(.reschedule).interval(.seconds(1)).softFail()
        #expect(sensor.sensorSettings.timeout == .seconds(5) && sensor.sensorSettings.mode == .reschedule)
        #expect(sensor.sensorSettings.interval == .seconds(1) && sensor.sensorSettings.softFail)
        #expect(type(of: sensor).operatorName == "Counting")
    }
}
