// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
public import FoundationEssentials

extension Date: TemplateValue {
    /// The instant as ISO 8601 in UTC, with the offset written as Airflow does: `2026-01-02T03:04:05+00:00`.
    public var templateText: String { ISO8601.ts(self) }
}
