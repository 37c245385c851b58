// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The program that runs a user's Python code and answers on descriptor 3.
///
/// It gets one JSON object on its standard input: `kind` (`code`, `script` or `function`), `source`, and `arguments`. It
/// answers with one JSON object: `result`; or `error` with `type`, `message` and `signal` (`skip`, `fail` or null). Nothing
/// that the code prints can reach descriptor 3, which no program that the code starts inherits.
enum PythonBootstrap {
    static let program = #"""
        import json, os, sys

        reply = os.fdopen(os.dup(3), "w", encoding="utf-8")
        os.close(3)
        request = json.loads(sys.stdin.buffer.read())
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)

        def encode(value):
            import dataclasses, datetime, pathlib
            if isinstance(value, (datetime.datetime, datetime.date)):
                return value.isoformat()
            if isinstance(value, pathlib.PurePath):
                return str(value)
            if dataclasses.is_dataclass(value) and not isinstance(value, type):
                return dataclasses.asdict(value)
            raise TypeError("a %s has no JSON form; return dict, list, str, int, float, bool or None"
                            % type(value).__name__)

        def finish(value):
            import inspect
            if inspect.iscoroutine(value):
                import asyncio
                value = asyncio.run(value)
            return json.dumps({"result": value}, allow_nan=False, default=encode)

        def run_source(source, name, arguments):
            import linecache, types
            linecache.cache[name] = (len(source), None, source.splitlines(True), name)
            module = types.ModuleType("__dagrun_task__")
            sys.modules["__dagrun_task__"] = module
            scope = module.__dict__
            scope.update(__file__=name, inputs=arguments)
            exec(compile(source, name, "exec"), scope)
            main = scope.get("main")
            return main(**arguments) if callable(main) else scope.get("result")

        def run(kind, source, arguments):
            if kind == "code":
                return run_source(source, "<task>", arguments)
            if kind == "script":
                sys.path[0] = os.path.dirname(os.path.abspath(source))
                sys.argv = [source]
                import tokenize
                with tokenize.open(source) as file:
                    text = file.read()
                return run_source(text, source, arguments)
            import importlib
            module, _, name = source.partition(":")
            found = importlib.import_module(module)
            for part in name.split("."):
                found = getattr(found, part)
            return found(**arguments)

        def answer(text):
            sys.stdout.flush()
            reply.write(text)
            reply.close()

        def fail(error):
            import traceback
            trace = error.__traceback__
            while trace is not None and trace.tb_frame.f_code.co_filename == "<string>":
                trace = trace.tb_next
            sys.stdout.flush()
            traceback.print_exception(type(error), error, trace)
            names = [base.__name__ for base in type(error).__mro__]
            signal = ("skip" if "AirflowSkipException" in names
                      else "fail" if "AirflowFailException" in names else None)
            message = "".join(traceback.format_exception_only(type(error), error)).strip().splitlines()[-1]
            answer(json.dumps({"error": {"message": message, "signal": signal}}))

        try:
            answer(finish(run(request["kind"], request["source"], request["arguments"])))
        except SystemExit:
            raise
        except BaseException as error:
            fail(error)
            sys.exit(1)
        """#
}
