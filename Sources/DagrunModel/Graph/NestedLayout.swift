// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Places tasks and groups on a plane, from left to right: each group is laid out by itself and takes part in the layout
/// around it as one box, so boxes of groups never overlap.
struct NestedLayout {
    /// A rectangle; `y` grows downward.
    struct Box: Hashable {
        var x = 0
        var y = 0
        var width = 0
        var height = 0
    }

    /// A point on the way of an edge.
    struct Point: Hashable {
        var x: Int
        var y: Int
    }

    private(set) var tasks: [Box]
    private(set) var groups: [Box]
    /// The bends of each edge of the content, between its ends.
    private(set) var bends: [[Point]]
    private(set) var size = Box()

    private let content: GraphContent
    private let tree: GroupTree
    /// For each group (`nil`: the DAG), the edges that are drawn between its direct members.
    private var inner: [Int?: [(edge: Int, from: GraphContent.End, to: GraphContent.End)]] = [:]

    private static let layerGap = 56
    private static let nodeGap = 18
    private static let padding = 14
    private static let heading = 22
    /// A plane beyond this many bends gets straight edges only.
    private static let mostTasksWithBends = 1500

    /// Lays a content out.
    ///
    /// - Parameters:
    ///   - content: What to place.
    ///   - taskSize: The width and height of a task's box.
    ///   - groupLabel: The least width of a group's box.
    init(_ content: GraphContent, taskSize: (GraphContent.Node) -> (Int, Int), groupLabel: (GraphContent.Group) -> Int)
    {
        self.content = content
        tree = GroupTree(content)
        tasks = content.nodes.map {
            let (width, height) = taskSize($0)
            return Box(width: width, height: height)
        }
        groups = content.groups.map { Box(width: groupLabel($0) + 2 * Self.padding) }
        bends = Array(repeating: [], count: content.edges.count)
        for index in content.edges.indices {
            let edge = content.edges[index]
            // Both ends are lifted to the innermost group that holds both.
            let from = [edge.from] + content.ancestors(of: edge.from).map { .group($0) }
            let to = [edge.to] + content.ancestors(of: edge.to).map { .group($0) }
            var a = from.count - 1
            var b = to.count - 1
            while a > 0, b > 0, from[a] == to[b] {
                a -= 1
                b -= 1
            }
            if from[a] == to[b] { continue }
            inner[parent(from[a]), default: []].append((index, from[a], to[b]))
        }
        // Groups are laid out from the inside out; parents come before their children in a document.
        for group in groups.indices.reversed() {
            let area = arrange(group)
            groups[group].width = max(groups[group].width, area.width + 2 * Self.padding)
            groups[group].height = max(36, area.height + Self.padding + Self.heading)
        }
        let area = arrange(nil)
        size = Box(width: area.width + 2 * Self.padding, height: area.height + 2 * Self.padding)
        shift(nil, x: Self.padding, y: Self.padding)
    }

    private func parent(_ end: GraphContent.End) -> Int? {
        switch end {
        case .task(let index): content.nodes[index].group
        case .group(let index): content.groups[index].parent
        }
    }

    private func box(_ end: GraphContent.End) -> Box {
        switch end {
        case .task(let index): tasks[index]
        case .group(let index): groups[index]
        }
    }

    /// Places the direct members of a group relative to its contents' corner, and tells their size.
    private mutating func arrange(_ group: Int?) -> Box {
        let members =
            tree.tasks(of: group).map { GraphContent.End.task($0) }
            + tree.groups(of: group).map { GraphContent.End.group($0) }
        if members.isEmpty { return Box() }
        let place = Dictionary(members.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let edges = inner[group] ?? []
        let links = edges.compactMap { edge -> LayeredLayout.Link? in
            guard let from = place[edge.from], let to = place[edge.to] else { return nil }
            return LayeredLayout.Link(from: from, to: to)
        }
        let layout = LayeredLayout(
            extents: members.map { box($0).height }, edges: links, gap: Self.nodeGap, bendExtent: 2)
        // The text of an edge needs room between its layers.
        var labels = Array(repeating: 0, count: layout.layers.count)
        for edge in edges {
            guard let from = place[edge.from], let label = content.edges[edge.edge].label else { continue }
            labels[layout.layer[from]] = max(labels[layout.layer[from]], DisplayWidth.of(label) * 7 + 24)
        }
        var columns: [(x: Int, width: Int)] = []
        var x = 0
        for (index, layer) in layout.layers.enumerated() {
            let width = layer.filter { $0 < members.count }.map { box(members[$0]).width }.max() ?? 0
            columns.append((x, width))
            // The more edges between two layers, the more room they get.
            x += width + max(labels[index], Self.layerGap + min(60, layer.count * 2))
        }
        for (index, end) in members.enumerated() {
            let column = columns[layout.layer[index]]
            move(end, x: column.x + (column.width - box(end).width) / 2, y: layout.position[index])
        }
        if members.count <= Self.mostTasksWithBends {
            for edge in edges {
                guard let from = place[edge.from], let to = place[edge.to] else { continue }
                bends[edge.edge] = layout.route(.init(from: from, to: to)).flatMap { bend -> [Point] in
                    let column = columns[layout.layer[bend]]
                    let y = layout.port(bend)
                    return [Point(x: column.x, y: y), Point(x: column.x + column.width, y: y)]
                }
            }
        }
        return Box(
            width: members.map { box($0).x + box($0).width }.max() ?? 0,
            height: layout.layer.indices.map { layout.position[$0] + layout.extent[$0] }.max() ?? 0)
    }

    private mutating func move(_ end: GraphContent.End, x: Int, y: Int) {
        switch end {
        case .task(let index): (tasks[index].x, tasks[index].y) = (x, y)
        case .group(let index): (groups[index].x, groups[index].y) = (x, y)
        }
    }

    /// Turns relative places into absolute ones.
    private mutating func shift(_ group: Int?, x: Int, y: Int) {
        for index in tree.tasks(of: group) {
            tasks[index].x += x
            tasks[index].y += y
        }
        for edge in inner[group] ?? [] {
            bends[edge.edge] = bends[edge.edge].map { Point(x: $0.x + x, y: $0.y + y) }
        }
        for index in tree.groups(of: group) {
            groups[index].x += x
            groups[index].y += y
            shift(index, x: groups[index].x + Self.padding, y: groups[index].y + Self.heading)
        }
    }
}
