/// One temperature at one station.
struct Reading: Codable, Sendable, Hashable {
    var station: String
    var celsius: Double

    /// Reads lines such as `Oslo,-3.5`; others are left out.
    static func parse(_ text: String) -> [Reading] {
        text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: ",")
            guard fields.count == 2, let celsius = Double(fields[1]) else { return nil }
            return Reading(station: String(fields[0]), celsius: celsius)
        }
    }
}
