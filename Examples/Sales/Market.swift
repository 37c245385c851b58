// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// The rows of the file.
struct Market: Codable, Sendable {
    /// Rows in the file, without its header.
    var rows: Int
    /// Rows without sales or volume (`NA`): they are counted, never guessed.
    var skipped: Int
    /// All other rows.
    var sales: [Sale]

    init(csv: String) throws {
        var lines = csv.split(whereSeparator: \.isNewline).makeIterator()
        guard let header = lines.next() else { throw TaskSignal.fail("the file is empty") }
        let names = header.split(separator: ",", omittingEmptySubsequences: false)
        func column(_ name: String) throws -> Int {
            guard let place = names.firstIndex(where: { $0 == name }) else {
                throw TaskSignal.fail("line 1: there is no column “\(name)”")
            }
            return place
        }
        let places = try (column("city"), column("year"), column("month"), column("sales"), column("volume"))

        (rows, skipped, sales) = (0, 0, [])
        while let line = lines.next() {
            rows += 1
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == names.count, let year = Int(fields[places.1]), let month = Int(fields[places.2])
            else {
                throw TaskSignal.fail("line \(rows + 1): not a row of \(names.count) fields with year and month")
            }
            if fields[places.3] == "NA" || fields[places.4] == "NA" {
                skipped += 1
                continue
            }
            guard let homes = Self.whole(fields[places.3]), let volume = Self.whole(fields[places.4]) else {
                throw TaskSignal.fail("line \(rows + 1): sales and volume must be whole numbers or NA")
            }
            sales.append(
                Sale(city: String(fields[places.0]), year: year, month: month, homes: homes, volume: volume))
        }
    }

    /// A whole number that the file writes with a fraction of zero: `72.0`.
    private static func whole(_ text: Substring) -> Int? { Double(text).flatMap { Int(exactly: $0) } }
}
