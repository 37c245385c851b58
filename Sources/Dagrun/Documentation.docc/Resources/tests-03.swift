import DagrunTesting
import FoundationEssentials
import Testing

@testable import Weather

struct WeatherTests {
    /// Writes a file of readings and returns its path.
    func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func `the station with the highest mean is the warmest`() async throws {
        let path = try file("Oslo,-3.5\nBergen,4\nOslo,30\nBergen,12\n")
        let run = try await DAGTest(weather).run(params: ["file": .string(path)])
        #expect(run.state == .success)
        #expect(try run.output("stations", as: [String].self) == ["Bergen", "Oslo"])
        #expect(try run.output("warmest", as: String.self) == "Oslo")
    }

    @Test func `a file without readings fails the run`() async throws {
        let path = try file("no readings today\n")
        let run = try await DAGTest(weather).run(params: ["file": .string(path)])
        #expect(run.state == .failed)
    }

    @Test func `reading the file is tried four times`() throws {
        #expect(weather.faults.isEmpty)
        let read = try #require(weather.document.tasks.first { $0.taskID == "read" })
        #expect(read.retries == 3)
        #expect(read.executionTimeout == 60)
    }
}
