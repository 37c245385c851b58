// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Where the parts of a document go in a file: what stands in which block, and in which order.
struct StubOutline {
    /// A part that is written in one go.
    enum Atom {
        /// A task, by its place in the document.
        case task(Int)
        /// A mapped group with all that is in it, which is a function of its own.
        case mappedGroup(Int)
        /// A group without tasks.
        case emptyGroup(Int)
    }

    /// An end of an edge.
    enum Node: Hashable {
        case task(Int)
        case group(Int)
    }

    let document: DAGDocument
    /// The places of tasks and groups by full id.
    let nodes: [String: Node]
    /// The place of each group's parent; -1 where it has none.
    let parents: [Int]
    /// The outermost mapped group around each group, itself included; -1 where there is none.
    let scopes: [Int]

    init(_ document: DAGDocument) {
        self.document = document
        var nodes: [String: Node] = [:]
        for (place, task) in document.tasks.enumerated() where nodes[task.taskID] == nil {
            nodes[task.taskID] = .task(place)
        }
        var parents: [Int] = []
        var scopes: [Int] = []
        for (place, group) in document.groups.enumerated() {
            // A parent stands before its children, so that no group is around itself.
            var parent = -1
            if let id = group.parent, case .group(let found)? = nodes[id] { parent = found }
            parents.append(parent)
            let outer = parent < 0 ? -1 : scopes[parent]
            scopes.append(outer >= 0 ? outer : group.expand == nil ? -1 : place)
            if nodes[group.groupID] == nil { nodes[group.groupID] = .group(place) }
        }
        self.nodes = nodes
        self.parents = parents
        self.scopes = scopes
    }

    /// The place of the group around a node; -1 where there is none.
    func group(of node: Node) -> Int {
        switch node {
        case .task(let place):
            guard let id = document.tasks[place].group, case .group(let group)? = nodes[id] else { return -1 }
            return group
        case .group(let place): return parents[place]
        }
    }

    /// The mapped group in whose function a node is written; -1 for the file's top level.
    func scope(of node: Node) -> Int {
        let group = group(of: node)
        return group < 0 ? -1 : scopes[group]
    }

    /// The full id of a node.
    func id(of node: Node) -> String {
        switch node {
        case .task(let place): document.tasks[place].taskID
        case .group(let place): document.groups[place].groupID
        }
    }

    /// The id of a node without the ids of the groups around it.
    func label(of node: Node) -> String {
        let id = id(of: node)
        let group = group(of: node)
        guard group >= 0, isPrefixed(node, by: group) else { return id }
        return String(id.dropFirst(document.groups[group].groupID.count + 1))
    }

    private func isPrefixed(_ node: Node, by group: Int) -> Bool {
        id(of: node).hasPrefix(document.groups[group].groupID + ".")
    }

    /// Whether the ids of what is right in a group begin with the group's; nil where some do and some don't.
    func prefixes() -> [Bool?] {
        var some = [Bool](repeating: false, count: parents.count)
        var others = some
        func note(_ node: Node) {
            let group = group(of: node)
            guard group >= 0 else { return }
            if isPrefixed(node, by: group) { some[group] = true } else { others[group] = true }
        }
        for place in document.tasks.indices { note(.task(place)) }
        for place in document.groups.indices { note(.group(place)) }
        return zip(some, others).map { some, others in some && others ? nil : !others }
    }

    /// The groups around a node within a scope, outermost first.
    func path(to group: Int, in scope: Int) -> [Int] {
        var path: [Int] = []
        var group = group
        while group >= 0, group != scope {
            path.append(group)
            group = parents[group]
        }
        return path.reversed()
    }

    /// What is written in a scope, in the order of the document, but nothing before what it is mapped over.
    func atoms(in scope: Int) -> [Atom] {
        var atoms: [Atom] = []
        var hasTask = [Bool](repeating: false, count: parents.count)
        var owners: [Int: Int] = [:]
        var mapped: [Int: Int] = [:]
        for place in document.tasks.indices {
            let group = group(of: .task(place))
            for outer in path(to: group, in: -1) { hasTask[outer] = true }
            let own = self.scope(of: .task(place))
            if own == scope {
                owners[place] = atoms.count
                atoms.append(.task(place))
            } else if scope < 0 {
                if mapped[own] == nil {
                    mapped[own] = atoms.count
                    atoms.append(.mappedGroup(own))
                }
                owners[place] = mapped[own]
            }
        }
        let hasGroup = Set(parents)
        for place in parents.indices where !hasTask[place] && self.scope(of: .group(place)) == scope {
            if scopes[place] == place {
                atoms.append(.mappedGroup(place))
            } else if !hasGroup.contains(place) {
                atoms.append(.emptyGroup(place))
            }
        }
        return scope < 0 ? sorted(atoms, owners) : atoms
    }

    private func sorted(_ atoms: [Atom], _ owners: [Int: Int]) -> [Atom] {
        let sources = atoms.map { atom -> [Int] in
            let expand =
                switch atom {
                case .task(let place): document.tasks[place].expand
                case .mappedGroup(let place): document.groups[place].expand
                case .emptyGroup: ExpandDefinition?.none
                }
            return (expand?.over ?? []).compactMap { source in
                guard let id = source.task, case .task(let place)? = nodes[id] else { return nil }
                return owners[place]
            }
        }
        var isPlaced = [Bool](repeating: false, count: atoms.count)
        var isBegun = isPlaced
        var order: [Atom] = []
        for first in atoms.indices {
            // A stack of its own: documents from elsewhere may be thousands of tasks deep.
            var stack = [first]
            while let atom = stack.last {
                if isPlaced[atom] {
                    stack.removeLast()
                } else if isBegun[atom] {
                    isPlaced[atom] = true
                    order.append(atoms[atom])
                    stack.removeLast()
                } else {
                    isBegun[atom] = true
                    for source in sources[atom].reversed() where !isBegun[source] { stack.append(source) }
                }
            }
        }
        return order
    }
}
