// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A heap whose first element is the least.
struct BinaryHeap<Element: Comparable & Sendable>: Sendable {
    private var elements: [Element] = []

    /// The least element.
    var first: Element? { elements.first }

    /// Whether there is none.
    var isEmpty: Bool { elements.isEmpty }

    /// Adds an element in logarithmic time.
    mutating func insert(_ element: Element) {
        elements.append(element)
        var place = elements.count - 1
        while place > 0, elements[place] < elements[(place - 1) / 2] {
            elements.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// Takes the least element in logarithmic time.
    mutating func popFirst() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let least = elements.first else { return last }
        elements[0] = last
        var place = 0
        while true {
            var child = place * 2 + 1
            guard child < elements.count else { return least }
            if child + 1 < elements.count, elements[child + 1] < elements[child] { child += 1 }
            guard elements[child] < elements[place] else { return least }
            elements.swapAt(place, child)
            place = child
        }
    }
}
