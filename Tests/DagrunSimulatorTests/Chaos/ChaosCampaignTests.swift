// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator
import Testing

@Suite("Chaos campaigns")
struct ChaosCampaignTests {
    private let faults = (0..<12).map { Fault(.openWire, at: "part\($0):1") }

    @Test("draw the same faults for the same seed, and others for another")
    func drawing() {
        let campaign = ChaosCampaign(faults, seeds: 0..<50, within: .seconds(10))
        #expect(campaign.seeds.allSatisfy { campaign.faults(seed: $0) == campaign.faults(seed: $0) })
        #expect(Set(campaign.seeds.map { campaign.faults(seed: $0) }).count > 40)
        for fault in campaign.seeds.flatMap({ campaign.faults(seed: $0) }) {
            #expect(fault.from >= .zero && fault.from <= .seconds(10))
            #expect(fault.until.map { $0 >= fault.from && $0 <= .seconds(10) } ?? true)
        }
    }

    @Test("run each seed while nothing breaks")
    func clean() async throws {
        let report = try await ChaosCampaign(faults, seeds: 3..<20, within: .seconds(1)).run { _, _ in nil }
        #expect(report.runs == 17)
        #expect(report.finding == nil)
    }

    @Test("shrink to the faults that are needed together")
    func shrinking() async throws {
        let needed: Set = ["part2:1", "part7:1", "part11:1"]
        let report = try await ChaosCampaign(faults, seeds: 0..<100, within: .seconds(1)).run { _, faults in
            needed.isSubset(of: faults.map(\.target)) ? "it broke" : nil
        }
        let finding = try #require(report.finding)
        #expect(Set(finding.minimal.map(\.target)) == needed)
        #expect(finding.drawn.count > 3)
        #expect("\(report)".contains("open-wire"))
    }

    @Test("find out that no fault is needed at all")
    func withoutFaults() async throws {
        let campaign = ChaosCampaign(faults, seeds: 0..<5, within: .seconds(1), count: 4...6)
        let report = try await campaign.run { _, _ in "always" }
        #expect(report.runs == 1)
        #expect(report.finding?.minimal == [])
        #expect("\(report)".contains("without any fault"))
    }
}
