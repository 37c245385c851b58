// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Python names that are still free in a file, each given away once.
struct StubNames {
    private var used = reserved
    /// The number that the next one of these would get.
    private var next: [String: Int] = [:]

    /// Gives a name away.
    ///
    /// - Parameter candidates: Texts to make it of, best first.
    /// - Returns: The first that is free; where none is, the first with a number.
    mutating func take(_ candidates: String...) -> String {
        let identifiers = candidates.map(Self.identifier).map { Self.reserved.contains($0) ? $0 + "_" : $0 }
        for identifier in identifiers where used.insert(identifier).inserted { return identifier }
        let first = identifiers.first ?? "_"
        var number = next[first] ?? 2
        while !used.insert("\(first)_\(number)").inserted { number += 1 }
        next[first] = number + 1
        return "\(first)_\(number)"
    }

    /// The names of a function's parameters.
    ///
    /// Airflow refuses those that are keys of a task's context, and gives a value to those that are default arguments.
    ///
    /// - Parameter names: What the document calls them.
    /// - Returns: A name for each, no two of them the same.
    static func parameters(_ names: [String]) -> [String] {
        var used = keywords.union(contextKeys)
        return names.map { name in
            var parameter = identifier(name)
            while !used.insert(parameter).inserted { parameter += "_" }
            return parameter
        }
    }

    /// An identifier made of a text: ASCII only, as Python takes some other letters for one another.
    private static func identifier(_ text: String) -> String {
        var identifier = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "_": identifier.unicodeScalars.append(scalar)
            case "0"..."9":
                if identifier.isEmpty { identifier = "_" }
                identifier.unicodeScalars.append(scalar)
            default: identifier += "_"
            }
        }
        return identifier.isEmpty ? "_" : identifier
    }

    /// Words that are no names, and names that the file has from elsewhere.
    private static let reserved = keywords.union([
        "DAG", "Asset", "AssetAlias", "AssetAll", "AssetAny", "CronTriggerTimetable", "DeadlineAlert",
        "DeadlineReference", "DeltaTriggerTimetable", "Label", "MultipleCronTriggerTimetable", "Param", "Stub",
        "SyncCallback", "TaskGroup", "dag", "datetime", "stub_task", "task", "task_decorator_factory", "task_group",
        "timedelta",
        // Python's own functions: hiding one is allowed, but no pleasure to read.
        "abs", "aiter", "all", "anext", "any", "ascii", "bin", "bool", "breakpoint", "bytearray", "bytes", "callable",
        "chr", "classmethod", "compile", "complex", "copyright", "credits", "delattr", "dict", "dir", "divmod",
        "enumerate", "eval", "exec", "exit", "filter", "float", "format", "frozenset", "getattr", "globals", "hasattr",
        "hash", "help", "hex", "id", "input", "int", "isinstance", "issubclass", "iter", "len", "license", "list",
        "locals", "map", "max", "memoryview", "min", "next", "object", "oct", "open", "ord", "pow", "print",
        "property", "quit", "range", "repr", "reversed", "round", "set", "setattr", "slice", "sorted", "staticmethod",
        "str", "sum", "super", "tuple", "type", "vars", "zip",
    ])

    private static let keywords: Set<String> = [
        "False", "None", "True", "_", "and", "as", "assert", "async", "await", "break", "case", "class", "continue",
        "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
        "lambda", "match", "nonlocal", "not", "or", "pass", "raise", "return", "try", "type", "while", "with",
        "yield", "__debug__",
    ]

    /// Source: Airflow 3.3, `KNOWN_CONTEXT_KEYS` of `airflow.sdk.definitions.context`; `self` is refused by decorators,
    /// and the last ones are default arguments of the file.
    private static let contextKeys: Set<String> = [
        "asset_state_store", "conn", "dag", "dag_run", "data_interval_end", "data_interval_start", "ds", "ds_nodash",
        "exception", "expanded_ti_count", "inlet_events", "inlets", "logical_date", "macros", "map_index_template",
        "outlet_events", "outlets", "params", "partition_date", "partition_key", "prev_data_interval_end_success",
        "prev_data_interval_start_success", "prev_end_date_success", "prev_start_date_success", "reason", "run_id",
        "task", "task_instance", "task_instance_key_str", "task_reschedule_count", "task_state_store",
        "templates_dict", "test_mode", "ti", "triggering_asset_events", "try_number", "ts", "ts_nodash",
        "ts_nodash_with_tz", "var", "self", "owner", "retries", "weight_rule",
    ]
}
