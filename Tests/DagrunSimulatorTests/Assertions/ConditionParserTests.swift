// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator
import Testing

@Suite struct ConditionParserTests {
    private static let a: Probe = "a"
    private static let b: Probe = "b:1.l"

    @Test(
        "reads conditions in words",
        arguments: [
            ("a is high", a.isHigh), ("a is 1", a.isHigh), (" a  is\tlow ", a.isLow), ("a is X", a.isUnknown),
            ("a is floating", a.isFloating), ("a floats", a.isFloating), ("a is on", a.isOn), ("a", a.isOn),
            ("a is off", !a.isOn), ("a is not high", !a.isHigh), ("not a is high", !a.isHigh),
            ("a < 3", a < 3), ("a<=-1.5e2", a <= -150), ("a >3", a > 3), ("a ≥ 3", a >= 3),
            ("a shows 'x y'", a.shows("x y")), ("a contains \"it's\"", a.contains("it's")),
            ("a and b:1.l is high or a < 1", (a.isOn && b.isHigh) || a < 1),
            ("a and (b:1.l is high or a < 1)", a.isOn && (b.isHigh || a < 1)),
            ("not (a or b:1.l)", !(a.isOn || b.isOn)), ("not not a", !(!a.isOn)), ("(a)", a.isOn),
        ])
    func reads(text: String, condition: Condition) throws {
        #expect(try Condition(parsing: text) == condition)
    }

    @Test(
        "says what is wrong and where",
        arguments: [
            ("", "name of a signal is missing at the end"), ("a is", "followed by high, low"),
            ("a is warm", "in front of “warm”"),
            ("a <", "number is missing at the end"), ("a < b", "number is missing in front of “b”"),
            ("a < nan", "number"),
            ("a shows b", "text in quotes"), ("a contains", "text in quotes"),
            ("a b", "“and” or “or” is missing in front of “b”"),
            ("a and", "name of a signal"), ("or a", "name of a signal"), ("(a", "closing parenthesis"),
            ("a)", "“and” or “or”"),
            ("a shows 'b", "no closing quote"), ("a = 3", "“and” or “or”"),
            (String(repeating: "(", count: 1000), "64 levels"),
            (String(repeating: "not ", count: 1000), "64 levels"),
        ])
    func refuses(text: String, words: String) throws {
        let error = try #require(throws: ConditionSyntaxError.self) { try Condition(parsing: text) }
        #expect(error.description.contains(words), "\(error)")
    }

    @Test func survivesDamagedTexts() {
        let words = ["and ", "or ", "not ", "(", ")", "'", "\"", "<", ">=", "is ", "high", "1e999", " "]
        var mutations = Mutations(seed: 3, words: words)
        let sample = Array("a is high and (b < 3 or not c shows 'x') or d contains \"y\" and e".utf8)
        var outcomes = (read: 0, refused: 0)
        for _ in 0..<5_000 {
            do throws(ConditionSyntaxError) {
                _ = try Condition(parsing: String(decoding: mutations.damaged(sample), as: UTF8.self))
                outcomes.read += 1
            } catch {
                outcomes.refused += 1
            }
        }
        #expect(outcomes.read > 30 && outcomes.refused > 300, "\(outcomes)")
    }
}
