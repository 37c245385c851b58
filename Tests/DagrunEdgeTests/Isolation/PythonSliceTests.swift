// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunEdge

@Suite struct PythonSliceTests {
    // What Python 3 gives for list(range(5))[start:stop:step].
    @Test(
        arguments: [
            (nil, nil, nil, [0, 1, 2, 3, 4]), (1, 3, nil, [1, 2]), (-2, nil, nil, [3, 4]), (nil, -1, 2, [0, 2]),
            (nil, nil, -1, [4, 3, 2, 1, 0]), (3, 0, -2, [3, 1]), (10, nil, nil, []), (-10, 2, nil, [0, 1]),
            (nil, nil, .max, [0]), (nil, nil, .min, [4]), (.min, .max, nil, [0, 1, 2, 3, 4]), (10, -10, -3, [4, 1]),
        ] as [(Int?, Int?, Int?, [Int])])
    func `A slice takes what Python's takes`(start: Int?, stop: Int?, step: Int?, expected: [Int]) {
        #expect(PythonSlice.places(count: 5, start: start, stop: stop, step: step) == expected)
    }

    @Test func `Of nothing there is nothing`() {
        #expect(PythonSlice.places(count: 0, start: nil, stop: nil, step: -1).isEmpty)
    }
}
