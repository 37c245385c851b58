// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials

/// Instants as HTTP writes them: `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDateText {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ date: Date) -> String {
        let text = Array(ISO8601.ts(date))
        let month = Int(String(text[5..<7])) ?? 1
        return "Thu, \(String(text[8..<10])) \(months[month - 1]) \(String(text[0..<4])) \(String(text[11..<19])) GMT"
    }
}
