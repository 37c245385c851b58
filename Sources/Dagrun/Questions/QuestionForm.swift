// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunModel
internal import DagrunRuntime

/// A question of a task as it is asked line by line: first the options, then the fields of its form.
struct QuestionForm {
    private enum Step { case options, field(Int), done }

    /// What was said so far.
    private(set) var answer: HumanAnswer = []

    private let instance: TaskInstanceID
    private let request: HumanRequest
    private let fields: [(name: String, definition: ParamDefinition)]
    private var step = Step.options

    /// Begins a form.
    ///
    /// - Parameters:
    ///   - instance: Who asks.
    ///   - request: What is asked.
    init(_ instance: TaskInstanceID, _ request: HumanRequest) {
        self.instance = instance
        self.request = request
        fields = request.fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        // Where there is no choice, nobody is asked for one.
        if request.options.count == 1, !fields.isEmpty { step = .field(0) }
    }

    /// What is shown first: the question, and what there is to choose from.
    var heading: [String] {
        var lines = ["\(instance) asks: \(request.subject)"]
        lines += (request.body ?? "").split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
        if request.body?.isEmpty ?? true { lines.removeLast(lines.count - 1) }
        if !request.assignedUsers.isEmpty {
            lines.append("  It is a question to \(request.assignedUsers.values.sorted().joined(separator: ", ")).")
        }
        if request.options.count > 1 {
            lines += request.options.enumerated().map { "  \($0 + 1)) \($1)" }
        }
        return lines.map(LiveScreen.harmless)
    }

    /// What the next line is asked with; nil when all was said.
    var prompt: String? {
        switch step {
        case .done: nil
        case .options where request.options.count == 1: "Press Enter for \(LiveScreen.harmless(request.options[0])): "
        case .options:
            "\(request.multiple ? "Choose some, with commas between them" : "Choose one")\(Self.hint(defaultOptions)): "
        case .field(let place): prompt(of: fields[place].name, fields[place].definition)
        }
    }

    private func prompt(of name: String, _ field: ParamDefinition) -> String {
        var notes: [String] = []
        if let text = field.description, !text.isEmpty { notes.append(text) }
        if case .array(let allowed)? = field.schema["enum"] {
            notes.append("one of \(allowed.map(\.templateText).joined(separator: ", "))")
        }
        let note = notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
        let value = field.defaultValue.flatMap { $0 == .null ? nil : $0.templateText }
        return LiveScreen.harmless("\(name)\(note)\(Self.hint(value))") + ": "
    }

    private static func hint(_ value: String?) -> String { value.map { " [\($0)]" } ?? "" }

    /// The numbers of the options that an empty line chooses.
    private var defaultOptions: String? {
        request.defaults.map { defaults in
            defaults.compactMap { request.options.firstIndex(of: $0) }.map { "\($0 + 1)" }.joined(separator: ",")
        }
    }

    /// Takes the next line.
    ///
    /// - Parameter line: What was typed.
    /// - Returns: What is wrong with it, and the same is asked again; nil where nothing is.
    mutating func take(_ line: String) -> String? {
        let text = Self.trimmed(line)
        switch step {
        case .done: return nil
        case .options: return takeOptions(text)
        case .field(let place): return takeField(text, place)
        }
    }

    private mutating func takeOptions(_ text: String) -> String? {
        if text.isEmpty {
            guard let chosen = request.defaults ?? (request.options.count == 1 ? request.options : nil) else {
                return "Type the number of an option."
            }
            answer.options = chosen
        } else {
            // An option may have a comma in it.
            let words =
                option(text) == nil && request.multiple ? text.split(separator: ",").map { Self.trimmed($0) } : [text]
            var chosen: [String] = []
            for word in words {
                guard let option = option(word) else {
                    return
                        "There is no option “\(LiveScreen.harmless(word))”; type a number from 1 to \(request.options.count)."
                }
                if !chosen.contains(option) { chosen.append(option) }
            }
            guard !chosen.isEmpty else { return "Type the number of an option." }
            answer.options = chosen
        }
        step = fields.isEmpty ? .done : .field(0)
        return nil
    }

    /// The option that a word means: its text, its number, or its text in other capitals.
    private func option(_ word: String) -> String? {
        if request.options.contains(word) { return word }
        if let number = Int(word), request.options.indices.contains(number - 1) { return request.options[number - 1] }
        return request.options.first { $0.lowercased() == word.lowercased() }
    }

    private mutating func takeField(_ text: String, _ place: Int) -> String? {
        let (name, field) = fields[place]
        let value: JSONValue
        if text.isEmpty {
            value = field.defaultValue ?? .null
        } else if field.schema["type"] == "boolean", let flag = Self.flags[text.lowercased()] {
            value = .bool(flag)
        } else {
            value = field.coerce(text: text)
        }
        let complaints = field.validate(value)
        guard complaints.isEmpty else {
            return LiveScreen.harmless("\(name) \(complaints.joined(separator: ", and ")).")
        }
        if !text.isEmpty { answer.fields[name] = value }
        step = place + 1 < fields.count ? .field(place + 1) : .done
        return nil
    }

    private static let flags = ["y": true, "yes": true, "n": false, "no": false]

    private static func trimmed(_ text: some StringProtocol) -> String {
        let rest = text.drop(while: \.isWhitespace)
        return String(rest.reversed().drop(while: \.isWhitespace).reversed())
    }
}
