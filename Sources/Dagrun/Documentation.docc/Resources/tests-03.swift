import DagrunTesting
import Testing

@testable import Weather

struct WeatherTests {
    @Test func `the station with the highest mean is the warmest`() async throws {
        let run = try await weather.test(inputs: ["read": "Oslo,-3.5\nBergen,4\nOslo,30\nBergen,12\n"])
        #expect(run.state == .success)
        #expect(try run.output(of: "stations", as: [String].self) == ["Bergen", "Oslo"])
        #expect(try run.outputs(of: "mean", as: Double.self) == [8, 13.25])
        #expect(try run.output(of: "warmest", as: String.self) == "Oslo")
    }

    @Test func `a file without readings fails the run at once`() async throws {
        let run = try await weather.test(inputs: ["read": "no readings today"])
        #expect(run.state == .failed)
        #expect(try run.message(of: "parse") == "the file has no readings")
        #expect(try run.state(of: "warmest") == .upstreamFailed)
    }

    @Test func `reading the file is tried four times, a minute each`() throws {
        #expect(weather.faults.isEmpty)
        let read = try #require(weather.document.tasks.first { $0.taskID == "read" })
        #expect(read.retries == 3)
        #expect(read.executionTimeout == 60)
    }
}
