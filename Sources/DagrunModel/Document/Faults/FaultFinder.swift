// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Collects the faults of one document.
///
/// Each part of the document has its own file: `FaultFinder+DAG.swift` and so on.
struct FaultFinder {
    /// The document in question.
    let document: DAGDocument
    /// The names of the pools, where they are known.
    let knownPools: Set<String>?
    /// The places of tasks by full id; of equal ids the first.
    let tasks: [String: Int]
    /// The places of groups by full id; of equal ids the first.
    let groups: [String: Int]
    /// The place of each group's parent; -1 where it has none, or none that stands before it.
    let parents: [Int]
    /// The place of the nearest mapped group around each group, itself included; -1 where there is none.
    let mappedGroups: [Int]
    /// The faults so far.
    private(set) var faults: [DocumentFault] = []
    /// How many more misspelt ids get a suggestion; each costs a look at all ids.
    private var suggestionsLeft = 20

    /// Takes a document and indexes its ids.
    init(_ document: DAGDocument, knownPools: Set<String>?) {
        self.document = document
        self.knownPools = knownPools
        tasks = Dictionary(
            document.tasks.enumerated().map { ($1.taskID, $0) }, uniquingKeysWith: { first, _ in first })
        let groups = Dictionary(
            document.groups.enumerated().map { ($1.groupID, $0) }, uniquingKeysWith: { first, _ in first })
        self.groups = groups
        var parents: [Int] = []
        var mapped: [Int] = []
        for (place, group) in document.groups.enumerated() {
            let parent = group.parent.flatMap { groups[$0] } ?? -1
            parents.append(parent < place ? parent : -1)
            mapped.append(group.expand != nil ? place : parents[place] < 0 ? -1 : mapped[parents[place]])
        }
        self.parents = parents
        mappedGroups = mapped
    }

    /// Notes a fault.
    mutating func add(_ subject: DocumentFault.Subject, _ code: DocumentFaultCode, _ message: String) {
        faults.append(DocumentFault(subject, code, message))
    }

    /// The words to add where an id is that of no task or group.
    mutating func hint(for id: String, groups withGroups: Bool = true) -> String {
        guard suggestionsLeft > 0 else { return "" }
        suggestionsLeft -= 1
        guard withGroups else { return Suggestion.hint(for: id, in: tasks.keys) }
        return Suggestion.hint(for: id, in: [Array(tasks.keys), Array(groups.keys)].joined())
    }

    /// The place of the group of a task or group; -1 where it is in none.
    func group(of id: String) -> Int {
        if let task = tasks[id] { return document.tasks[task].group.flatMap { groups[$0] } ?? -1 }
        return groups[id].map { parents[$0] } ?? -1
    }

    /// Whether a task or group lies inside a group, however deep.
    func isInside(_ id: String, _ group: Int) -> Bool { isInside(id, anyOf: [group]) }

    /// Whether a task or group lies inside one of some groups, however deep.
    func isInside(_ id: String, anyOf groups: Set<Int>) -> Bool {
        var around = group(of: id)
        while around >= 0 {
            if groups.contains(around) { return true }
            around = parents[around]
        }
        return false
    }

    /// Notes a fault if a number is out of range.
    mutating func check(_ subject: DocumentFault.Subject, _ name: String, _ number: Int?, atLeast least: Int) {
        guard let number, number < least else { return }
        add(subject, .badNumber, "\(name) is \(number), but must be \(least) or more")
    }

    /// Notes a fault if a number of seconds is not above zero; zero itself may be allowed.
    mutating func check(
        _ subject: DocumentFault.Subject, _ name: String, seconds: Double?, allowsZero: Bool = false
    ) {
        guard let seconds, !(seconds.isFinite && (allowsZero ? seconds >= 0 : seconds > 0)) else { return }
        let text = PythonFloat.text(of: seconds)
        add(subject, .badNumber, "\(name) is \(text), but must be \(allowsZero ? "0 or more" : "more than 0")")
    }

    /// Notes a fault if a name is empty, too long, or has characters that break a list of names.
    mutating func check(
        _ subject: DocumentFault.Subject, _ word: String, name: String?, maximum: Int, isListed: Bool = false
    ) {
        guard let name else { return }
        let scalars = name.unicodeScalars
        if !scalars.contains(where: { !$0.properties.isWhitespace }) {
            add(subject, .badName, "its \(word) is empty; leave it out or name one")
        } else if scalars.count > maximum {
            add(subject, .badName, "its \(word) has \(scalars.count) characters, but may have \(maximum)")
        } else if scalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            add(subject, .badName, "its \(word) holds a control character")
        } else if isListed, scalars.contains(where: { $0 == "," || $0.properties.isWhitespace }) {
            add(subject, .badName, "its \(word) \"\(name)\" holds a comma or a space, which part names in lists")
        }
    }

    /// Notes a fault for each callback whose event does not exist.
    mutating func check(_ subject: DocumentFault.Subject, callbacks: [String], events: [String]) {
        for event in callbacks where !events.contains(event) {
            let words = events.joined(separator: ", ")
            add(subject, .unknownCallback, "there is no event \"\(event)\" to call back for; there are \(words)")
        }
    }

    /// Notes a fault for each asset without a proper name.
    mutating func check(_ subject: DocumentFault.Subject, assets: [AssetDefinition]) {
        for asset in assets {
            check(subject, "asset name", name: asset.name, maximum: 1500)
            if asset.extra?.values.allSatisfy(\.isFinite) == false {
                add(subject, .badNumber, "the extra of asset \"\(asset.name)\" holds a number that is not finite")
            }
        }
    }
}
