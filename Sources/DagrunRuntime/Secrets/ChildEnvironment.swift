// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a child process of a task may see of the worker's environment.
public enum ChildEnvironment {
    /// Options of Airflow that hold credentials though their names don't say so.
    private static let secretOptions: Set<String> = [
        "ASSET_MANAGER_KWARGS", "BACKEND_KWARGS", "BROKER_URL", "FERNET_KEY", "FLOWER_BASIC_AUTH",
        "REMOTE_TASK_HANDLER_KWARGS", "RESULT_BACKEND", "SECRET_KEY", "SENTINEL_KWARGS", "SQL_ALCHEMY_CONN",
        "SQL_ALCHEMY_CONN_ASYNC", "SQL_ALCHEMY_ENGINE_ARGS",
    ]

    /// The worker's environment without its secrets, and with what the child is told of its task.
    ///
    /// Left out are all `AIRFLOW_CONN_…`, those `AIRFLOW_VAR_…` whose key is sensitive, the options `AIRFLOW__…` that hold
    /// credentials (with their `_CMD` and `_SECRET` forms), sensitive `DAGRUN_…`, and any older `AIRFLOW_CTX_…`. All else
    /// stays: a user who exports a secret for a command means it.
    ///
    /// - Parameters:
    ///   - worker: The worker's environment.
    ///   - context: The task instance, when there is one.
    ///   - sensitiveNames: The names that mark a secret.
    /// - Returns: The child's environment.
    public static func make(
        from worker: [String: String], context: ContextVariables? = nil, sensitiveNames: SensitiveNames = .airflow
    ) -> [String: String] {
        var child = worker.filter { name, _ in !isSecret(name, sensitiveNames) && !name.hasPrefix("AIRFLOW_CTX_") }
        if let context { child.merge(context.environment) { $1 } }
        return child
    }

    private static func isSecret(_ name: String, _ sensitiveNames: SensitiveNames) -> Bool {
        if name.hasPrefix("AIRFLOW_CONN_") { return true }
        if name.hasPrefix("AIRFLOW_VAR_") { return sensitiveNames.contains(String(name.dropFirst(12))) }
        if name.hasPrefix("DAGRUN_") { return sensitiveNames.contains(String(name.dropFirst(7))) }
        return name.hasPrefix("AIRFLOW__") && isSecretOption(name.dropFirst(9), sensitiveNames)
    }

    /// Whether an option `SECTION__KEY` holds a credential, a command that prints one, or a path to one.
    private static func isSecretOption(_ option: Substring, _ sensitiveNames: SensitiveNames) -> Bool {
        if sensitiveNames.contains(String(option)) { return true }
        guard let separator = option.firstRange(of: "__") else { return false }
        var key = option[separator.upperBound...]
        for suffix in ["_CMD", "_SECRET"] where key.hasSuffix(suffix) { key = key.dropLast(suffix.count) }
        // With a team, its name stands before the section.
        return secretOptions.contains(String(key)) || secretOptions.contains { key.hasSuffix("__\($0)") }
    }
}
