// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCoordinator
import Logging
import Testing

struct LogLevelsTests {
    @Test func `Loggers have the level of the nearest one above them`() {
        let levels = LogLevels(environment: [
            "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
            "AIRFLOW__LOGGING__NAMESPACE_LEVELS": "press=DEBUG, press.wheel=error  line=Info",
        ])
        let found = ["press", "press.arm", "press.wheel.axis", "presser", "line", ""].map { levels.minimum(of: $0) }
        #expect(found == [.debug, .debug, .error, .warning, .info, .warning])
    }

    @Test(arguments: ["", "LOUD", "5"]) func `A word that is no level leaves INFO`(word: String) {
        let levels = LogLevels(environment: [
            "AIRFLOW__LOGGING__LOGGING_LEVEL": word, "AIRFLOW__LOGGING__NAMESPACE_LEVELS": "a=\(word),=,b,==,=INFO",
        ])
        #expect(levels == LogLevels())
    }
}
