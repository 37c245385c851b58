// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

struct Sale: Codable, Sendable {
    var city: String
    var homes: Int
}
