// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunAirflow
package import DagrunModel
package import DagrunRuntime
package import FoundationEssentials

/// What a task asks of its supervisor, or tells it.
///
/// Source: Airflow 3.3, `airflow.sdk.execution_time.comms`, the schema of 2026-06-16.
package enum TaskMessage: Sendable, Hashable {
    /// How the try ended: `SucceedTask`, `TaskState`, `RetryTask`, `RescheduleTask`, `DeferTask`, `AwaitInputTask`.
    case end(TaskEnd, at: Date?, mapLabel: String?)
    /// `SkipDownstreamTasks`: skips tasks, or single instances of them.
    case skipDownstream([TaskInstanceID])
    /// `SetRenderedFields`.
    case setRenderedFields([String: JSONValue])
    /// `SetRenderedMapIndex`: labels a mapped instance.
    case setMapLabel(String)
    /// `MaskSecret`.
    case maskSecret(JSONValue, name: String?)

    /// `GetXCom`.
    case xcom(XComAddress)
    /// `GetXComCount`: how many instances of a mapped task pushed one.
    case xcomCount(XComAddress)
    /// `GetXComSequenceItem`: the one of a mapped task at a place; less than 0 counts from the end.
    case xcomItem(XComAddress, offset: Int)
    /// `GetXComSequenceSlice`: those of a mapped task, as Python slices a list.
    case xcomSlice(XComAddress, start: Int?, stop: Int?, step: Int?)
    /// `SetXCom`; the result of a run may be asked for as such.
    case setXCom(XComAddress, JSONValue, mappedLength: Int?, isResultOfRun: Bool = false)
    /// `DeleteXCom`.
    case deleteXCom(XComAddress)

    /// `GetVariable`.
    case variable(String)
    /// `GetVariableKeys`.
    case variableKeys(prefix: String, limit: Int, offset: Int)
    /// `PutVariable`.
    case putVariable(String, JSONValue, description: String? = nil)
    /// `DeleteVariable`.
    case deleteVariable(String)
    /// `GetConnection`.
    case connection(String)

    /// `GetPrevSuccessfulDagRun`.
    case previousSuccessfulRun(instance: String)
    /// `GetTaskRescheduleStartDate`.
    case firstRescheduleStart(instance: String)
    /// `ValidateInletsAndOutlets`.
    case inactiveAssets(instance: String)

    /// One of the rarer requests: of state stores, assets, other runs and people.
    case service(ServiceRequest)
    /// `TaskHandlerParsingResult` of Airflow 3.4: the tasks that the program has, by DAG.
    case handlers(file: String, JSONValue)

    /// A request that nobody here knows, by its type.
    case unknown(String)
}
