// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Draws a flat graph with lines, layer by layer, from left to right or from top to bottom.
struct TextDrawing {
    /// Where the layers follow each other.
    enum Direction { case right, down }

    let graph: FlatGraph
    let direction: Direction
    let ascii: Bool
    let color: Bool
    private let layout: LayeredLayout
    private var ports: [Int]
    private var begins: [Int]
    private var channels: [EdgeChannel] = []
    /// Where each layer begins along, and where the channel behind it begins.
    private var layerStart: [Int] = []
    private var layerEnd: [Int] = []

    /// Columns it takes.
    private(set) var width = 0
    /// Rows it takes.
    private(set) var height = 0

    /// Lays a graph out.
    init(_ graph: FlatGraph, direction: Direction, ascii: Bool, color: Bool) {
        self.graph = graph
        self.direction = direction
        self.ascii = ascii
        self.color = color
        let sizes = graph.nodes.map { direction == .right ? 1 : max(1, DisplayWidth.of($0.text)) }
        layout = LayeredLayout(extents: sizes, edges: graph.edges, gap: direction == .right ? 0 : 3)
        ports = layout.layer.indices.map(layout.port)
        begins = layout.position
        route()
        measure()
    }

    /// The edges that close a cycle; they are not drawn.
    var backEdges: [LayeredLayout.Link] { layout.backEdges }

    private mutating func route() {
        channels = makeChannels()
        let stuck = channels.map { !$0.isRouted }
        guard stuck.contains(true) else { return }
        // Where tracks can't be ordered, the next layer moves by half a step: then no source shares a row with a target.
        let scale = direction == .right ? 2 : 1
        var parity = 0
        for index in layout.layers.indices {
            for node in layout.layers[index] {
                let port = ports[node] * scale
                let moved = port + (port.isMultiple(of: 2) == (parity == 0) ? 0 : 1)
                begins[node] = begins[node] * scale + (moved - port)
                ports[node] = moved
            }
            if index < stuck.count, stuck[index] { parity = 1 - parity }
        }
        channels = makeChannels()
    }

    private func makeChannels() -> [EdgeChannel] {
        var links: [[LayeredLayout.Link]] = Array(repeating: [], count: max(0, layout.layers.count - 1))
        for link in layout.links where links.indices.contains(layout.layer[link.from]) {
            links[layout.layer[link.from]].append(link)
        }
        return links.map { EdgeChannel($0, port: { ports[$0] }) }
    }

    private mutating func measure() {
        var along = 0
        for index in layout.layers.indices {
            layerStart.append(along)
            let size = layout.layers[index].map(length).max() ?? 0
            along += direction == .right ? size : 1
            layerEnd.append(along)
            guard index < channels.count else { continue }
            let tracks = channels[index].trackCount
            along += direction == .right ? max(5, 4 + 2 * tracks) : max(1, tracks)
        }
        let across = layout.layer.indices.map { begins[$0] + layout.extent[$0] }.max() ?? 0
        (width, height) = direction == .right ? (along, across) : (across, along)
    }

    private func text(_ node: Int) -> String { node < graph.nodes.count ? graph.nodes[node].text : "" }
    private func length(_ node: Int) -> Int { DisplayWidth.of(text(node)) }
    private func isLine(_ node: Int) -> Bool { text(node).isEmpty }

    /// Draws it.
    func lines() -> [String] {
        var canvas = TextCanvas(width: width, height: height)
        var hasOut = Set<Int>()
        var hasIn = Set<Int>()
        for link in layout.links {
            hasOut.insert(link.from)
            hasIn.insert(link.to)
        }
        for index in channels.indices {
            let start = layerEnd[index]
            let end = layerStart[index + 1]
            for net in channels[index].nets { draw(net, from: start, to: end, on: &canvas) }
            for node in layout.layers[index] where hasOut.contains(node) {
                // From the end of its own text to where the channel begins.
                let own =
                    isLine(node) ? layerStart[index] : layerStart[index] + (direction == .right ? length(node) : 1)
                run(own, start, at: ports[node], on: &canvas)
            }
        }
        for node in graph.nodes.indices where !isLine(node) {
            let layer = layout.layer[node]
            let one = graph.nodes[node]
            let sgr = one.role == .label ? "2" : one.state.map { StateStyle.of($0).sgr } ?? ""
            guard direction == .right else {
                canvas.write(text(node), row: layerStart[layer], column: begins[node], sgr: sgr)
                continue
            }
            let column = layerStart[layer]
            if hasIn.contains(node) {
                let head = one.role == .label ? (ascii ? "- " : "─ ") : "> "
                canvas.write(head, row: ports[node], column: column - 2)
            }
            canvas.write(text(node) + (hasOut.contains(node) ? " " : ""), row: ports[node], column: column, sgr: sgr)
        }
        return canvas.lines(ascii: ascii, color: color)
    }

    private func draw(_ net: EdgeChannel.Net, from start: Int, to end: Int, on canvas: inout TextCanvas) {
        guard let track = net.track else {
            run(start, end, at: net.span.lowerBound, on: &canvas)
            return
        }
        let line = direction == .right ? start + 2 + 2 * track : start + track
        for across in net.span {
            var arms: TextCanvas.Arms = []
            if across > net.span.lowerBound { arms.insert(.up) }
            if across < net.span.upperBound { arms.insert(.down) }
            put(arms, along: line, across: across, joint: false, on: &canvas)
        }
        for source in Set(net.sources) {
            run(start, line, at: source, on: &canvas)
            put(.left, along: line, across: source, joint: true, on: &canvas)
        }
        for target in Set(net.targets) {
            run(line + 1, end, at: target, on: &canvas)
            put(.right, along: line, across: target, joint: true, on: &canvas)
        }
    }

    private func run(_ from: Int, _ to: Int, at across: Int, on canvas: inout TextCanvas) {
        for along in from..<max(from, to) {
            put([.left, .right], along: along, across: across, joint: false, on: &canvas)
        }
    }

    private func put(
        _ arms: TextCanvas.Arms, along: Int, across: Int, joint: Bool, on canvas: inout TextCanvas
    ) {
        if direction == .right { return canvas.draw(arms, row: across, column: along, joint: joint) }
        var turned: TextCanvas.Arms = []
        if arms.contains(.left) { turned.insert(.up) }
        if arms.contains(.right) { turned.insert(.down) }
        if arms.contains(.up) { turned.insert(.left) }
        if arms.contains(.down) { turned.insert(.right) }
        canvas.draw(turned, row: along, column: across, joint: joint)
    }
}
