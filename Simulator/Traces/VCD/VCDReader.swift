// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// Reads a value change dump, word by word.
///
/// Source: IEEE 1364-2005, section 18.2.
struct VCDReader {
    /// The most bits of one variable.
    private static let maximumWidth = 4096
    // A century; more would overflow in sums of times.
    private static let maximumTime: Int64 = 3_200_000_000_000_000_000

    private var words: VCDWords
    private var header = VCDHeader()
    private let capacity: Int

    init(_ bytes: [UInt8], capacity: Int) {
        words = VCDWords(bytes)
        self.capacity = capacity
    }

    mutating func read() throws(VCDError) -> Trace {
        try readHeader()
        return try readChanges()
    }

    // MARK: Header

    private mutating func readHeader() throws(VCDError) {
        while let word = words.next() {
            switch String(decoding: words.bytes[word], as: UTF8.self) {
            case "$enddefinitions":
                _ = try section()
                return
            case "$timescale": try readTimescale()
            case "$scope":
                let words = try section()
                guard let name = words.last, words.count >= 2 else { throw error("a scope has a type and a name") }
                guard header.scopes.count < 256 else { throw error("scopes are nested deeper than 256 levels") }
                header.scopes.append(name)
            case "$upscope":
                _ = try section()
                guard header.scopes.popLast() != nil else { throw error("$upscope stands outside of any scope") }
            case "$var": try readVariable()
            case "$comment":
                let words = try section()
                if words.count == 3, words[0] == "unit" { header.units[words[1]] = words[2] }
            case let word where word.hasPrefix("$"): _ = try section()
            case let word: throw error("“\(word.prefix(40))” stands in front of $enddefinitions")
            }
        }
        throw error("the file ends within the header: $enddefinitions is missing")
    }

    /// The words up to `$end`.
    private mutating func section() throws(VCDError) -> [String] {
        let line = words.line
        var texts: [String] = []
        while let word = words.next() {
            let text = String(decoding: words.bytes[word], as: UTF8.self)
            if text == "$end" { return texts }
            texts.append(text)
        }
        throw VCDError(line: line, reason: "a section begins here that has no $end")
    }

    private mutating func readTimescale() throws(VCDError) {
        let text = try section().joined()
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units: [String: Double] = ["s": 1e9, "ms": 1e6, "us": 1e3, "ns": 1, "ps": 1e-3, "fs": 1e-6]
        guard ["1", "10", "100"].contains(digits), let number = Double(digits),
            let unit = units[String(text.dropFirst(digits.count))]
        else { throw error("“\(text.prefix(40))” is no timescale; one is 1, 10 or 100 of s, ms, us, ns, ps or fs") }
        header.nanoseconds = number * unit
    }

    private mutating func readVariable() throws(VCDError) {
        let words = try section()
        guard words.count >= 4, let width = Int(words[1]), width >= 0 else {
            throw error("a variable has a type, a size, a code and a name")
        }
        guard width <= Self.maximumWidth else { throw error("a variable has more than \(Self.maximumWidth) bits") }
        // `data [7:0]` and `data[7:0]` are the same; of a single bit, as in `data [3]`, it belongs to the name.
        header.add(type: words[0], width: width, code: words[2], name: words[3...].joined())
    }

    // MARK: Changes

    private mutating func readChanges() throws(VCDError) -> Trace {
        let layout = header.layout()
        var trace = Trace(capacity: capacity)
        for signal in layout.signals { trace.add(signal, signal.unknownValue) }
        // A signal's first value at the first instant, or in front of it, is what it begins with.
        var isSet = layout.signals.map { _ in false }
        var start: Int64?
        var time: Int64 = 0
        while let word = words.next() {
            let bytes = words.bytes[word]
            guard let letter = bytes.first else { continue }
            switch letter {
            case UInt8(ascii: "#"):
                let next = try instant(bytes.dropFirst())
                guard start == nil || next >= time else { throw error("time goes back here") }
                time = next
                if start == nil {
                    start = time
                    trace.begin(at: Timestamp(nanoseconds: time))
                }
                trace.extend(to: Timestamp(nanoseconds: time))
            case UInt8(ascii: "$"):
                switch String(decoding: bytes, as: UTF8.self) {
                case "$dumpvars", "$dumpall", "$dumpon", "$dumpoff", "$end": continue
                case "$comment": _ = try section()
                case let word: throw error("“\(word.prefix(40))” can't stand among the changes")
                }
            default:
                let (code, value) = try change(letter, bytes)
                guard let target = layout.targets[code] else {
                    throw error("no variable has the code “\(code.prefix(40))”")
                }
                guard let values = target.values(of: value) else {
                    throw error("the variable “\(layout.signals[target.place].name)” has values of another kind")
                }
                for (offset, value) in values.enumerated() {
                    let place = target.place + offset
                    if !isSet[place], time == start ?? time {
                        trace.begin(place, with: value)
                    } else {
                        trace.record(value, of: place, at: Timestamp(nanoseconds: time))
                    }
                    isSet[place] = true
                }
            }
        }
        return trace
    }

    private func instant(_ digits: ArraySlice<UInt8>) throws(VCDError) -> Int64 {
        guard let number = UInt64(String(decoding: digits, as: UTF8.self)), digits.first != UInt8(ascii: "+") else {
            throw error("a time is a # and a whole number")
        }
        let time = Double(number) * header.nanoseconds
        guard time < Double(Self.maximumTime) else { throw error("a time more than a century after the begin") }
        // Whole factors are exact in integers, where doubles would not be.
        let factor = Int64(header.nanoseconds.rounded())
        return header.nanoseconds >= 1 ? Int64(number) * factor : Int64(time)
    }

    /// What a word of the changes says: a code and a value.
    private mutating func change(_ letter: UInt8, _ bytes: ArraySlice<UInt8>) throws(VCDError) -> (String, VCDValue) {
        if let level = Logic(vcdCharacter: letter) {
            return (String(decoding: bytes.dropFirst(), as: UTF8.self), .levels([level]))
        }
        let value: VCDValue
        switch letter {
        case UInt8(ascii: "b"), UInt8(ascii: "B"):
            var levels: [Logic] = []
            for byte in bytes.dropFirst() {
                guard let level = Logic(vcdCharacter: byte), levels.count < Self.maximumWidth else {
                    throw error("a vector is made of 0, 1, x and z, at most \(Self.maximumWidth) of them")
                }
                levels.append(level)
            }
            guard !levels.isEmpty else { throw error("a vector has no bits") }
            value = .levels(levels)
        case UInt8(ascii: "r"), UInt8(ascii: "R"):
            let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
            guard let number = Double(text) else { throw error("“\(text.prefix(40))” is no number") }
            value = .real(number)
        case UInt8(ascii: "s"), UInt8(ascii: "S"): value = .text(VCDText.unescaped(bytes.dropFirst()))
        default:
            throw error("“\(String(decoding: bytes.prefix(40), as: UTF8.self))” is neither a time nor a change")
        }
        guard let code = words.next() else { throw error("a value without a code") }
        return (String(decoding: words.bytes[code], as: UTF8.self), value)
    }

    private func error(_ reason: String) -> VCDError { VCDError(line: words.line, reason: reason) }
}
