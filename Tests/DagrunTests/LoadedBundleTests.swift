// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunOperators
import Testing

@testable import Dagrun

@Suite struct LoadedBundleTests {
    @Test func unknownPoolsAreToldWithTheirLines() {
        let start = #line
        let dag = DAG("d") {
            task("a", EmptyOperator()).pool("ovens")
            task("b", EmptyOperator()).pool("oven")
            task("a", EmptyOperator()).pool("default_pol")
        }
        let faults = LoadedBundle(dags: [dag], pools: ["oven": 1]).faults.filter { $0.message.contains("pool") }
        #expect(faults.map { ($0.location?.line ?? 0) - start } == [2, 4])
        #expect(
            faults.map(\.message) == [
                "task a names the pool “ovens”, which the bundle does not declare in `pools`; did you mean “oven”?",
                "task a names the pool “default_pol”, which the bundle does not declare in `pools`;"
                    + " did you mean “default_pool”?",
            ])
    }

    @Test func twoDAGsOfOneIDAreAFault() {
        let (one, two) = (DAG("d") { task("a", EmptyOperator()) }, DAG("d") { task("b", EmptyOperator()) })
        #expect(LoadedBundle(dags: [one, two], pools: [:]).faults.map(\.location) == [two.location])
    }
}
