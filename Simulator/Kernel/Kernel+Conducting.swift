// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Which nets conduct to each other.
extension Kernel {
    /// The least conductance that a bus gets through, in siemens: that of 1 kΩ.
    private static let leastSiemens = 0.001

    /// Whether one net conducts to another: they are the same, or closed contacts and small resistors lie between.
    func conducts(from first: Int32, to second: Int32) -> Bool {
        if first == second { return true }
        guard nets[first].group >= 0, nets[first].group == nets[second].group else { return false }
        let group = groups[Int(nets[first].group)]
        var reached: Set<Int32> = [first]
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for number in group.links where links[number].siemens >= Self.leastSiemens {
                let ends = (pins[links[number].firstPin].net, pins[links[number].secondPin].net)
                guard !nets[ends.0].isRail, !nets[ends.1].isRail, reached.contains(ends.0) != reached.contains(ends.1)
                else { continue }
                reached.insert(ends.0)
                reached.insert(ends.1)
                isGrowing = true
            }
        }
        return reached.contains(second)
    }
}
