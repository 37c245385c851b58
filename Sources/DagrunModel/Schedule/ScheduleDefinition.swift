// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// When a DAG's runs are made, as it stands in the document.
public enum ScheduleDefinition: Sendable, Hashable {
    /// Never by itself.
    case none
    /// At the fire times of one or more cron expressions or presets (`@daily`), in an IANA time zone.
    case cron([String], timeZone: String)
    /// Every so many seconds.
    case every(seconds: Double)
    /// When any (`all == false`) or all of the assets were updated.
    case assets([AssetDefinition], all: Bool)
    /// Once.
    case once
    /// Again as soon as the previous run ended.
    case continuous
}
