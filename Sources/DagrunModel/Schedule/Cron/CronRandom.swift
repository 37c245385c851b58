// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Puts values in place of `R` and refuses `H`.
///
/// The forms are `R`, `R(5-10)`, `R/15` and `R(5-10)/2`. Source: croniter 7.0.0, `HashExpander`.
struct CronRandom {
    /// The field, which gives the bounds.
    let field: CronField
    /// The text from which the value is drawn.
    let seed: String

    /// Replaces a random form by plain values; any other text comes back as it is.
    func expand(_ text: Substring) throws(CronFieldReader.Fault) -> Substring {
        guard let form = Form(text) else { return text }
        guard form.isRandom else {
            throw fault(text, "H needs a hash id, which Airflow does not give; write a value")
        }
        var bounds = field.range
        if let low = form.low, let high = form.high {
            guard low < high else { throw fault(text, "the range's end must be behind its begin") }
            let alias = field == .dayOfWeek ? 7 : field.range.upperBound
            guard low >= field.range.lowerBound, high <= alias else {
                throw fault(text, "the range is not within \(field.range.lowerBound)...\(alias)")
            }
            bounds = low...high
        }
        guard let step = form.step else { return Substring(String(draw(from: bounds))) }
        guard step > 0 else { throw fault(text, "the step 0 would never end") }
        let first = draw(from: bounds.lowerBound...min(bounds.lowerBound + step - 1, bounds.upperBound))
        return first == bounds.upperBound ? Substring(String(first)) : "\(first)-\(bounds.upperBound)/\(step)"
    }

    private func draw(from range: ClosedRange<Int>) -> Int {
        // FNV-1a: spreads well and is the same in each process, unlike Hasher.
        let hash = seed.utf8.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 }
        return range.lowerBound + Int(hash >> UInt32(field.rawValue)) % range.count
    }

    private func fault(_ text: Substring, _ reason: String) -> CronFieldReader.Fault {
        CronFieldReader.Fault(text: String(text), reason: reason)
    }

    /// The parts of a random or hashed form.
    private struct Form {
        let isRandom: Bool
        var low: Int?
        var high: Int?
        var step: Int?

        /// Takes a text apart; nil where it is no such form.
        init?(_ text: Substring) {
            guard text.first == "r" || text.first == "h" else { return nil }
            isRandom = text.first == "r"
            var rest = text.dropFirst()
            if rest.first == "(" {
                guard let close = rest.firstIndex(of: ")") else { return nil }
                let bounds = rest.dropFirst()[..<close].split(separator: "-", omittingEmptySubsequences: false)
                guard bounds.count == 2, let low = Form.number(bounds[0]), let high = Form.number(bounds[1]) else {
                    return nil
                }
                (self.low, self.high) = (low, high)
                rest = rest[rest.index(after: close)...]
            }
            if rest.first == "/" {
                guard let step = Form.number(rest.dropFirst()) else { return nil }
                self.step = step
                rest = ""
            }
            guard rest.isEmpty else { return nil }
        }

        /// The value of decimal digits; numbers too big for any field become one such number.
        private static func number(_ text: Substring) -> Int? {
            guard !text.isEmpty, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
                return nil
            }
            let digits = text.drop { $0 == "0" }
            return digits.utf8.count > 9 ? 1_000_000_000 : Int(digits) ?? 0
        }
    }
}
