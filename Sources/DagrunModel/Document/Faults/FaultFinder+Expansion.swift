// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension FaultFinder {
    /// Checks what a task or group is mapped over.
    mutating func checkExpansion(
        _ expand: ExpandDefinition, of subject: DocumentFault.Subject, inputs: [TaskDefinition.DataInput]
    ) {
        check(subject, "the limit of the mapping", expand.limit, atLeast: 1)
        if expand.over.isEmpty { add(subject, .badMapping, "it is mapped over nothing; name at least one input") }
        if case .group = subject { checkArguments(expand.over.map(\.name), subject) }
        var lengths: [Int] = []
        for source in expand.over {
            switch (source.literal, source.task) {
            case (let literal?, nil):
                lengths.append(literal.count)
                if !literal.allSatisfy(\.isFinite) {
                    add(subject, .badNumber, "an element of \"\(source.name)\" holds a number that is not finite")
                }
            case (nil, let task?): checkSource(task, of: source.name, subject)
            default:
                add(subject, .badMapping, "the input \"\(source.name)\" must have either a literal list or a task")
            }
        }
        guard lengths.count == expand.over.count, !lengths.isEmpty else { return }
        checkLengths(lengths, expand, subject)
    }

    private mutating func checkLengths(
        _ lengths: [Int], _ expand: ExpandDefinition, _ subject: DocumentFault.Subject
    ) {
        var total: Int? = lengths[0]
        switch expand.mode {
        case .zip:
            if Set(lengths).count > 1 {
                let text = lengths.map(String.init).joined(separator: ", ")
                add(subject, .badMapping, "zipped lists must have one length, these have \(text)")
            }
        case .product:
            for length in lengths.dropFirst() {
                let product = total?.multipliedReportingOverflow(by: length)
                total = product.flatMap { $0.overflow ? nil : $0.partialValue }
            }
            if lengths.contains(0) { total = 0 }
        }
        guard expand.limit > 0, total ?? .max > expand.limit else { return }
        let text = total.map(String.init) ?? "far more"
        add(
            subject, .badMapping, "it is mapped to \(text) instances, but the limit is \(expand.limit); raise the limit"
        )
    }

    private mutating func checkSource(_ id: String, of name: String, _ subject: DocumentFault.Subject) {
        guard let place = tasks[id] else {
            add(subject, .unknownTask, "it is mapped over \"\(id)\", which is no task\(hint(for: id, groups: false))")
            return
        }
        let source = document.tasks[place]
        let group = group(of: id)
        // The results of a mapped task are a list, whatever one of them is.
        guard source.expand == nil, group < 0 || mappedGroups[group] < 0 else { return }
        guard let type = source.outputType else {
            add(subject, .badMapping, "it is mapped over task \"\(id)\", which returns nothing; return a list there")
            return
        }
        guard Self.isKnownNotToBeAList(type) else { return }
        add(
            subject, .badMapping,
            "it is mapped over task \"\(id)\", whose result is a \(type); a list or a dictionary is needed")
    }

    /// Whether a type, as Swift names it, has neither elements nor members; of unknown types nothing is known.
    private static func isKnownNotToBeAList(_ type: String) -> Bool {
        let name = type.hasPrefix("Swift.") ? String(type.dropFirst(6)) : type
        return notLists.contains(name)
    }

    private static let notLists: Set<String> = [
        "()", "Void", "Never", "Bool", "String", "Substring", "Character", "Double", "Float", "Decimal", "Date", "UUID",
        "URL", "Data", "Duration", "Int", "Int8", "Int16", "Int32", "Int64", "Int128", "UInt", "UInt8", "UInt16",
        "UInt32", "UInt64", "UInt128",
    ]
}
