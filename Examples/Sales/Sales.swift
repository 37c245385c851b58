// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// What became of the homes for sale in Texas: real data with real gaps, one task for each city.
let sales = DAG(
    "sales", description: "Monthly home sales in Texas, summed up city by city", schedule: .daily, tags: ["example"],
    params: [
        "file": Param("txhousing.csv", description: "the CSV file to read"),
        "top": Param(5, in: 1...50, description: "how many cities the report names"),
        "folder": Param("sales-report", description: "where report.md is written"),
    ]
) {
    let file = Input.computed { context in ExampleData.path(try context.params.value("file")) }
    let pull = task("pull", BashOperator("cat \"$FILE\"", as: String.self, env: ["FILE": file]))

    let market = task("parse", pull.output) { csv in try Market(csv: csv) }
    let cities = task("cities", market.output) { market in Set(market.sales.map(\.city)).sorted() }

    let totals = task("total", market.output).expand(over: cities.output) { market, city, context in
        context.setMapLabel(city)
        return CityTotal(city: city, sales: market.sales.filter { $0.city == city })
    }

    task("report", market.output, totals.output) { market, totals, context in
        let report = SalesReport(market: market, totals: totals, top: try context.params.value("top"))
        let path = try report.write(to: context.params.value("folder"), totals: totals)
        context.logger.notice("wrote \(path)")
        return report
    }
    .retries(2, delay: .seconds(5), backoff: .exponential)
}
