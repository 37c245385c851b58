// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import DagrunTestSupport
import FoundationEssentials
import Testing

/// Typed values on their way between Python and Swift.
@Suite struct PythonValueTests {
    private struct Point: Codable, Equatable, Sendable {
        var x: Int
        var y: Double
    }

    private struct Reading: Codable, Equatable, Sendable {
        @PythonDateTime var at: Date
        @PythonTimeDelta var took: Duration
        var celsius: Double
    }

    private func text(_ value: some Codable & Sendable) throws -> String {
        String(decoding: try XComValue(value).json, as: UTF8.self)
    }

    private func value(_ json: String) -> XComValue { XComValue(json: Array(json.utf8)) }

    private func typed(_ name: String, _ version: Int, _ data: String) -> String {
        #"{"__classname__":"\#(name)","__version__":\#(version),"__data__":\#(data)}"#
    }

    @Test("81, 82: each value that Airflow hands on is read as what it was", arguments: try PythonCase.all())
    private func readsAsItWas(_ fixture: PythonCase) throws {
        guard let meaning = fixture.meaning, let json = fixture.value else { return }
        #expect(PythonCase.matches(PythonValue(json: json), meaning), "\(PythonValue(json: json))")
    }

    @Test(arguments: try PythonCase.all())
    private func `What was read is written so that it reads the same`(_ fixture: PythonCase) throws {
        guard let json = fixture.value else { return }
        let value = PythonValue(json: json)
        // An instant without a zone is written in UTC.
        if case .datetime(_, zone: nil) = value { return }
        #expect(PythonValue(json: value.json) == value)
        // Instants and days get the classes of the standard library; sets have no order; the older forms are written anew.
        let isAsItWas = !CanonicalJSON.text(of: json).contains("pendulum") && json["__type"] == nil
        let holdsZone = CanonicalJSON.text(of: json).contains("datetime.datetime")
        if isAsItWas, !holdsZone { #expect(value.json == json) }
    }

    @Test("79: an instant is written as Python's datetime in UTC, and read from any zone to the microsecond")
    func instants() throws {
        let date = Date(timeIntervalSince1970: 1_767_323_045.6)
        let written = try text(PythonDateTime(date))
        #expect(
            try JSONValue(parsing: written)
                == [
                    "__classname__": "datetime.datetime", "__version__": 2,
                    "__data__": [
                        "timestamp": 1_767_323_045.6,
                        "tz": [
                            "__classname__": "builtins.tuple", "__version__": 1,
                            "__data__": ["UTC", "pendulum.tz.timezone.Timezone", 1, true],
                        ],
                    ],
                ])
        let berlin = typed(
            "datetime.datetime", 2,
            #"{"timestamp":1729992600.000001,"tz":["Europe/Berlin","zoneinfo.ZoneInfo",1,true]}"#)
        let decoded = try value(berlin).decode(as: Date.self)
        #expect(ISO8601.format(decoded) == "2024-10-27T01:30:00.000001Z")
        #expect(try value(berlin).decode(as: PythonDateTime.self).wrappedValue == decoded)
        #expect(try value(#""2024-10-27T01:30:00.000001Z""#).decode(as: PythonDateTime.self).wrappedValue == decoded)
    }

    @Test("80: a time span is written with a fraction, and read as seconds or a span")
    func spans() throws {
        #expect(
            try text(PythonTimeDelta(.seconds(90)))
                == #"{"__classname__":"datetime.timedelta","__data__":90.0,"__version__":2}"#)
        let span = value(typed("datetime.timedelta", 2, "-1.5"))
        #expect(try span.decode(as: Double.self) == -1.5)
        #expect(try span.decode(as: PythonTimeDelta.self).wrappedValue == .milliseconds(-1500))
    }

    @Test("81: a Swift type decodes what a Python task pushed by its shape")
    func decodesByShape() throws {
        #expect(try value(typed("builtins.tuple", 1, "[1,2]")).decode(as: [Int].self) == [1, 2])
        #expect(try value(typed("builtins.set", 1, "[3,1]")).decode(as: Set<Int>.self) == [1, 3])
        #expect(try value(typed("decimal.Decimal", 1, "1.5")).decode(as: Double.self) == 1.5)
        #expect(try value(typed("decimal.Decimal", 1, "1.5")).decode(as: Decimal.self) == Decimal(1.5))
        #expect(try value(typed("uuid.UUID", 1, #""ab""#)).decode(as: String.self) == "ab")
        #expect(try value(typed("datetime.date", 2, #""2024-02-29""#)).decode(as: String.self) == "2024-02-29")
        let point = typed("models.Point", 1, #"{"x":1,"y":0.5}"#)
        #expect(try value(point).decode(as: Point.self) == Point(x: 1, y: 0.5))
        #expect(try value("[\(point)]").decode(as: [Point].self) == [Point(x: 1, y: 0.5)])
        #expect(try value(#"{"p":\#(point)}"#).decode(as: [String: Point?].self) == ["p": Point(x: 1, y: 0.5)])
        #expect(try value(point).decode(as: JSONValue.self)["__classname__"] == "models.Point")
        #expect(try value(#"{"__type":"timedelta","__var":5.0}"#).decode(as: Double.self) == 5)
        #expect(throws: DecodingError.self) { try value(typed("builtins.tuple", 1, "[1]")).decode(as: Int.self) }
    }

    @Test func `Members of a type are typed one by one`() throws {
        let reading = Reading(at: Date(timeIntervalSince1970: 1), took: .milliseconds(250), celsius: 21)
        let written = try text(reading)
        #expect(written.contains(#""took":{"__classname__":"datetime.timedelta","__data__":0.25,"__version__":2}"#))
        #expect(try value(written).decode(as: Reading.self) == reading)
    }

    @Test func `What is no number is refused`() {
        for value in [PythonValue.float(.nan), .decimal("much"), .list([.float(.infinity)])] {
            #expect(throws: EncodingError.self) { try XComValue(value) }
        }
    }

    @Test func `Damaged values never trap`() throws {
        var generator = SeededGenerator(seed: 7)
        let texts = try PythonCase.all().map { Array($0.text("json_text").utf8) }.filter { !$0.isEmpty }
        for _ in 0..<4000 {
            var bytes = texts.randomElement(using: &generator) ?? []
            for _ in 0..<2 {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
                    in: 0x20...0x7E, using: &generator)
            }
            guard let json = try? JSONValue(parsing: bytes) else { continue }
            _ = PythonValue(json: json).json
            _ = try? XComValue(json: bytes).decode(as: Date.self)
            _ = try? XComValue(json: bytes).decode(as: PythonTimeDelta.self)
        }
    }
}
