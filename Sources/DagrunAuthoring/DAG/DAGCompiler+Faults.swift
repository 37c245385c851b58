// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension DAGCompiler {
    mutating func add(_ subject: String, _ message: String, _ location: SourceLocation?) {
        faults.append(DAGFault(dagID: definition.dagID, subject: subject, message: message, location: location))
    }

    /// Notes where a task or group stands.
    ///
    /// Of two with one id the first one's place is kept: the fault names the second.
    mutating func noteLocation(of id: String, _ place: SourceLocation) {
        guard let first = locations[id] else {
            locations[id] = place
            return
        }
        add(id, "the id “\(id)” is used twice; the first is at \(first); give one another id", place)
    }

    mutating func addIncomplete(_ id: String, _ place: SourceLocation) {
        add(
            id, "task \(id) is not complete: give it code, or say what it is mapped over with .expand(over:)", place)
    }

    // MARK: Inputs

    mutating func check(_ input: any AnyInput, of id: String, inside mappedGroup: String?, _ place: SourceLocation) {
        for param in input.paramNames where definition.params[param] == nil { addUnknownParam(param, of: id, place) }
        for group in input.elementOf where group != mappedGroup {
            add(
                id,
                "task \(id) takes the element of the mapped group \(group), but is outside of it; declare it in the group",
                place)
        }
        for dependency in input.dependencies { checkLeak(dependency, into: id, inside: mappedGroup, place) }
    }

    /// An output within a mapped group has one value for each copy; outside there is none of them to take.
    mutating func checkLeak(
        _ dependency: InputDependency, into id: String, kind: String = "task", inside mappedGroup: String?,
        _ place: SourceLocation
    ) {
        guard dependency.part == .whole, let group = dependency.mappedGroup, group != mappedGroup else { return }
        add(
            id,
            "\(kind) \(id) takes the output of \(dependency.taskID), which is inside the mapped group \(group); take the"
                + " group's own output, a list", place)
    }

    private mutating func addUnknownParam(_ name: String, of id: String, _ place: SourceLocation) {
        let hint = Suggestion.closest(to: name, in: definition.params.keys.sorted()).map { "; did you mean “\($0)”?" }
        add(id, "task \(id) reads the param “\(name)”, which the DAG does not declare\(hint ?? "")", place)
    }

    /// A label is made when the instance starts, so it can only use what the task itself waits for.
    mutating func check(label: Input<String>, of draft: TaskDraftState) {
        let id = draft.definition.taskID
        for param in label.paramNames where definition.params[param] == nil {
            addUnknownParam(param, of: id, draft.location)
        }
        let upstreams = Set(
            draft.inputs.flatMap { $0.input.dependencies.map(\.taskID) }
                + (draft.expansion?.dependencies.map(\.dependency.taskID) ?? []))
        for task in Set(label.dependencies.map(\.taskID)).subtracting(upstreams).sorted() {
            add(
                id,
                "the map label of task \(id) takes the output of \(task), which is no input of the task; make it one",
                draft.location)
        }
    }

    mutating func checkPaths(of draft: TaskDraftState) {
        let id = draft.definition.taskID
        for path in draft.requiredPaths where draft.paths[path] == nil {
            add(
                id,
                "branch \(id) has no path for .\(path); write .path(.\(path)) >>> a task, or .ends(.\(path)) if"
                    + " it leads to nothing", draft.location)
        }
    }

    // MARK: The DAG as a whole

    /// Judges what the document's own check leaves to the schedule: each cron expression, and the time zone.
    mutating func checkSchedule() {
        guard case .cron(let expressions, let timeZone) = definition.schedule else { return }
        for expression in expressions {
            do { _ = try CronExpression(expression) } catch { add(definition.dagID, "\(error)", location) }
        }
        do { _ = try TimeZoneDatabase.system.zone(timeZone) } catch { add(definition.dagID, "\(error)", location) }
    }

    mutating func addFaults(of document: DAGDocument) {
        // Duplicates were found already, with the line of the second declaration.
        for found in document.faults() where found.code != .duplicateID {
            switch found.subject {
            case .dag: add(definition.dagID, found.message, location)
            case .param: add(definition.dagID, found.description, location)
            case .task(let id), .group(let id): add(id, found.description, locations[id] ?? location)
            case .edge(let from, let to):
                // An operator such as >>> can't be told where it stands: the task that waits is the next best.
                add(
                    locations[to] == nil ? from : to, found.description,
                    edgeLocations[EdgeKey(from: from, to: to)] ?? locations[to] ?? locations[from] ?? location)
            }
        }
    }

    /// Puts faults in the order of the source, each once.
    mutating func sortFaults() {
        var seen: Set<DAGFault> = []
        faults = faults.filter { seen.insert($0).inserted }
        faults.sort { left, right in
            let places = (left.location?.filePath ?? "", right.location?.filePath ?? "")
            if places.0 != places.1 { return places.0 < places.1 }
            return (left.location?.line ?? 0, left.subject, left.message)
                < (right.location?.line ?? 0, right.subject, right.message)
        }
    }
}
