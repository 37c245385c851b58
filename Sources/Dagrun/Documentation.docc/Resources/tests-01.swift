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
}
