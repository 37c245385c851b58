// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCoordinator
import DagrunModel

/// Encodes and decodes MessagePack of 3 MiB, and prints what it took.
///
/// What is decoded is the text of JSON that a task's input is made of, and the value of JSON that a message is read from.
///
/// It is part of the package that is measured, because the coordinator's messages are no public API.
@main struct WireBenchmark {
    private static let runs = 15
    private static let size = 3 << 20

    static func main() {
        let text = JSONValue.string(String(repeating: "a text of some length, ", count: size / 23))
        measure("text", text)
        let record: JSONValue = [
            "city": "Bryan-College Station", "homes": 34921, "share": 0.25, "months": [1, 300, nil],
        ]
        let length = MessagePackWriter.bytes(of: record).count
        measure("records", .array([JSONValue](repeating: record, count: size / length)))
    }

    private static func measure(_ shape: String, _ value: JSONValue) {
        let bytes = MessagePackWriter.bytes(of: value)
        var checksum = 0
        report(shape, "encode", bytes.count) { checksum += MessagePackWriter.bytes(of: value).count }
        // As an XCom comes: a member of a message, whose place is found first.
        let frame = [0x92, 0x01, 0x81, 0xA5] + Array("value".utf8) + bytes
        report(shape, "decode to text", bytes.count) {
            if let text = try? CommFrame(frame).text("value"), !text.isEmpty { checksum += 1 }
        }
        report(shape, "decode to values", bytes.count) {
            if let value = try? MessagePackReader.value(from: bytes), value != .null { checksum += 1 }
        }
        precondition(checksum == runs * (bytes.count + 2), "a value was lost")
    }

    private static func report(_ shape: String, _ work: String, _ count: Int, _ body: () -> Void) {
        var rates: [Double] = []
        for _ in 0..<runs {
            let time = ContinuousClock().measure(body)
            rates.append(Double(count) / 1e6 / (time / .seconds(1)))
        }
        rates.sort()
        let line: JSONValue = [
            "benchmark": "wire", "figure": .string("\(shape), \(work)"), "value": .double(rates[runs / 2].rounded()),
            "lower_quartile": .double(rates[runs / 4].rounded()),
            "upper_quartile": .double(rates[runs * 3 / 4].rounded()),
            "unit": "MB/s", "bytes": .int(Int64(count)), "runs": .int(Int64(runs)),
        ]
        print(CanonicalJSON.text(of: line))
    }
}
