// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension BoardDescription {
    /// Something in a description that can't be.
    struct Fault {
        /// Where it stands.
        let path: [any CodingKey]
        /// What is wrong.
        let reason: String

        init(_ path: [Step], _ reason: String) {
            self.path = path
            self.reason = reason
        }
    }

    /// A member or a place in a list.
    struct Step: CodingKey, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        let stringValue: String
        let intValue: Int?

        init(stringValue: String) {
            self.stringValue = stringValue
            intValue = nil
        }

        init(intValue: Int) {
            stringValue = "Index \(intValue)"
            self.intValue = intValue
        }

        init(stringLiteral value: String) { self.init(stringValue: value) }
        init(integerLiteral value: Int) { self.init(intValue: value) }
    }

    /// What the description can't mean: lines of no chip, pins of no line, names given twice.
    var faults: [Fault] {
        var faults: [Fault] = []
        var names: [String: Int] = [:]
        var numbers: [Int: Int] = [:]
        for (place, line) in lines.enumerated() {
            let path: [Step] = ["lines", Step(intValue: place)]
            if chips[line.chip] == nil {
                faults.append(Fault(path + ["chip"], "there is no chip ‘\(line.chip)’ in ‘chips’"))
            }
            if line.offset < 0 { faults.append(Fault(path + ["offset"], "an offset is 0 or more")) }
            for name in [line.name] + line.aliases {
                if let other = names.updateValue(place, forKey: name), other != place {
                    faults.append(Fault(path + ["name"], "‘\(name)’ is also the name of line \(other)"))
                }
            }
            if let gpio = line.gpio, let other = numbers.updateValue(place, forKey: gpio) {
                faults.append(Fault(path + ["gpio"], "\(gpio) is also the number of line \(other)"))
            }
        }
        for (place, header) in headers.enumerated() {
            if !(1...2).contains(header.columns) {
                faults.append(Fault(["headers", Step(intValue: place), "columns"], "a header has one or two columns"))
            }
            for (pin, kind) in header.pins.enumerated() {
                if case .line(let name) = kind, names[name] == nil {
                    faults.append(
                        Fault(
                            ["headers", Step(intValue: place), "pins", Step(intValue: pin)],
                            "there is no line ‘\(name)’ in ‘lines’; a signal that is no line stands in parentheses"))
                }
            }
        }
        return faults
    }
}
