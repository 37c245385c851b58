// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

struct ExpansionArithmeticTests {
    @Test(
        arguments: [
            ([3], 3), ([2, 3], 6), ([2, 0, 5], 0), ([], 0), ([1024, 1024], 1_048_576),
        ] as [([Int], Int)])
    func `a product has as many instances as there are combinations`(_ lengths: [Int], _ count: Int) {
        #expect(ExpansionArithmetic.total(.product, lengths: lengths) == .count(count))
    }

    @Test
    func `the last input of a product varies fastest`() {
        let pairs = (0..<6).map { ExpansionArithmetic.indices(of: $0, .product, lengths: [2, 3]) }
        #expect(pairs == [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]])
    }

    @Test(arguments: [-1, 6, Int.max, Int.min])
    func `an index outside of the expansion has no elements`(_ index: Int) {
        #expect(ExpansionArithmetic.indices(of: index, .product, lengths: [2, 3]) == nil)
    }

    @Test
    func `a zip takes lists of one length only`() {
        #expect(ExpansionArithmetic.total(.zip, lengths: [3, 3]) == .count(3))
        #expect(ExpansionArithmetic.total(.zip, lengths: [3, 2]) == .unequal([3, 2]))
        #expect(ExpansionArithmetic.indices(of: 2, .zip, lengths: [3, 3]) == [2, 2])
    }

    @Test(arguments: [[Int.max, Int.max], [1 << 13, 1 << 12], [Int.max]])
    func `too many instances are refused without overflow`(_ lengths: [Int]) {
        #expect(ExpansionArithmetic.total(.product, lengths: lengths) == .tooMany)
    }
}
