// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// One task for every combination of two lists, one of them made by another task.
let mappingProduct = DAG("mapping_product", description: "Map a task over a product of lists", tags: ["example"]) {
    let sizes = task("sizes") { ["small", "large"] }

    let prices = task("price", 250).expand(product: sizes.output, .value(["tea", "coffee", "soup"])) {
        base, size, drink in
        let cents = base + 10 * drink.count
        return Price(drink: drink, size: size, cents: size == "large" ? cents + 100 : cents)
    }
    .mapLabel(.computed { context in "cup \(context.mapIndex + 1)" })

    let signs = MappedTaskGroup("sign", over: prices.output) { price in
        let text = task("text", price) { price in "\(price.size) \(price.drink): \(price.cents) cents" }
        return task("print", text.output) { text in text.uppercased() }.pool("printer")
    }

    task("menu", signs.output) { signs in signs.joined(separator: "\n") }
}

struct Price: Codable, Sendable {
    var drink: String
    var size: String
    var cents: Int
}
