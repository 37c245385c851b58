// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunRuntime
import Testing

struct ParamsTests {
    private let params = Params(["top": 5, "city": "Austin", "list": [1, 2]])

    @Test func `values are read by name and in a type`() throws {
        #expect(params.top == 5 && params.city == "Austin" && params.other == .null)
        #expect(try params.value("top", as: Int.self) == 5)
        #expect(try params.value("top", as: Double.self) == 5)
        #expect(try params.value("list", as: [Int].self) == [1, 2])
        #expect(try params.value("city", as: String.self) == "Austin")
    }

    @Test func `a name that there is not is an error with those there are`() {
        let error = #expect(throws: UnknownParam.self) { try params.value("tpo", as: Int.self) }
        #expect(error?.description == "the DAG has no param “tpo”; it has city, list, top")
        let none = #expect(throws: UnknownParam.self) { try Params([:]).value("x", as: Int.self) }
        #expect(none?.description == "the DAG has no param “x”; it has none")
    }

    @Test func `a value of another type is an error`() {
        #expect(throws: DecodingError.self) { try params.value("city", as: Int.self) }
    }
}
