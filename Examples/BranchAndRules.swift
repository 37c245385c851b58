// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

enum Weather: String, BranchChoice { case dry, wet, storm }

/// A branch takes one of a closed set of ways; trigger rules bring the ways together again.
let branchAndRules = DAG(
    "branch_and_rules", description: "Branch over an enum, join with trigger rules", tags: ["example"],
    params: ["rain": Param(3, in: 0...200, description: "millimetres of rain")]
) {
    let rain = task("measure") { context in try context.params.value("rain", as: Int.self) }
    let weather = branch("weather", rain.output) { rain -> Weather in
        switch rain {
        case 0..<5: .dry
        case 5..<100: .wet
        default: .storm
        }
    }
    let water = task("water_plants") { "watered" }
    let rest = task("rest") { "nothing to do" }
    let cover = task("cover_plants", rain.output) { rain in "covered against \(rain) mm" }
    let alarm = task("alarm", rain.output) { rain in "storm: \(rain) mm" }
    weather.path(.dry) >>> water
    weather.path(.wet) >>> rest
    weather.path(.storm) >>> [cover, alarm]

    // Runs whichever way was taken: skipped tasks are no failures.
    task("diary", water.output.optional, rest.output.optional, cover.output.optional) { water, rest, cover in
        [water, rest, cover].compactMap(\.self).joined(separator: ", ")
    }
    .triggerRule(.noneFailedMinOneSuccess)
}
