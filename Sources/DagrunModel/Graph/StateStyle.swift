// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How the state of a task instance looks, in every drawing.
///
/// Colours are those of Airflow (`airflow.utils.state.State.state_color` in 3.3), as the hex codes of the CSS names.
package struct StateStyle: Sendable, Hashable {
    /// The word that names the state; `none` where there is no state yet.
    package var name: String
    /// A mark one column wide.
    package var mark: Character
    /// The mark where only ASCII can be shown.
    package var asciiMark: Character
    /// The colour that fills the task's box: `#rrggbb`.
    package var fill: String
    /// The colour of text on the fill: `#rrggbb`.
    package var text: String
    /// The parameter of the terminal's "select graphic rendition" sequence (ECMA-48), 16 colours.
    package var sgr: String

    /// Gives the style of a state.
    ///
    /// - Parameter state: The state; absent where nothing happened yet.
    /// - Returns: Its style.
    package static func of(_ state: TaskState?) -> Self {
        func style(_ mark: Character, _ ascii: Character, _ fill: String, _ sgr: String, text: String = "#000000")
            -> Self
        {
            Self(name: state?.rawValue ?? "none", mark: mark, asciiMark: ascii, fill: fill, text: text, sgr: sgr)
        }
        return switch state {
        case nil: style("·", ".", "#add8e6", "2")
        case .scheduled: style("·", ".", "#d2b48c", "2")
        case .queued: style("○", "o", "#808080", "37")
        case .running: style("▶", ">", "#00ff00", "36")
        case .success: style("✓", "+", "#008000", "32", text: "#ffffff")
        case .failed: style("✗", "x", "#ff0000", "1;31", text: "#ffffff")
        case .skipped: style("»", "-", "#ff69b4", "35")
        case .upstreamFailed: style("⊘", "!", "#ffa500", "33")
        case .upForRetry: style("↻", "r", "#ffd700", "33")
        case .upForReschedule: style("◷", "~", "#40e0d0", "36")
        case .deferred: style("◌", "d", "#9370db", "34")
        case .removed: style("-", "-", "#d3d3d3", "2")
        case .restarting: style("↺", "R", "#ee82ee", "35")
        }
    }

    /// All states a drawing may show, `nil` first.
    package static let states: [TaskState?] = [nil] + TaskState.allCases.map { $0 }

    /// The one state that stands for many instances: the one that wants attention most.
    ///
    /// The order is Airflow's (`state_priority` of its grid view).
    ///
    /// - Parameter states: The states that occur.
    /// - Returns: The state to show; `nil` also where nothing was given.
    package static func summary(_ states: Set<TaskState?>) -> TaskState? {
        let order: [TaskState?] = [
            .failed, .upstreamFailed, .upForRetry, .upForReschedule, .queued, .scheduled, .deferred, .running,
            .restarting, nil, .success, .skipped, .removed,
        ]
        return order.first(where: { states.contains($0) }) ?? nil
    }
}
