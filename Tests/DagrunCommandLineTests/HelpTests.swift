// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCommandLine
import Testing

struct HelpTests {
    private func printed(_ words: [String], columns: Int = 60) throws -> String {
        let parser = CommandParser(SampleProgram.self, programName: "coffee", columns: columns)
        guard case .print(let text) = try parser.parse(words) else { return "" }
        return text
    }

    @Test func `shows the commands of a program`() throws {
        #expect(
            try printed([]) == """
                OVERVIEW: Do things.

                Results go to standard output.

                USAGE: coffee <command>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show this help.

                SUBCOMMANDS:
                  brew                    Brew coffee.
                  pour                    Pour.
                  grind                   Grind.

                  See 'coffee help <command>' for more about one of them.
                """)
    }

    @Test func `shows what a command takes, within the width`() throws {
        #expect(
            try printed(["brew", "--help"]) == """
                OVERVIEW: Brew coffee.

                It takes a while.
                Then it is there.

                USAGE: coffee brew [<options>] <bean> [<extras> ...]

                ARGUMENTS:
                  <bean>                  The bean.
                  <extras>                What is added.

                THE WATER:
                  -t, --temperature <temperature>
                                          Degrees. (default: 90)
                  --from-tap              Take it from the tap.

                OPTIONS:
                  --strength <strength>   How strong it is. (values: mild,
                                          strong; default: mild)
                  --into-cup <cup>        The cup to fill.
                  --again [<again>]       Brew as an earlier time. (the name
                                          alone: latest)
                  -g, --guest <guest>     A guest. Repeatable.
                  -q, --quiet             Make no noise.
                  --version               Show the version.
                  -h, --help              Show this help.
                """)
        #expect(try printed(["help", "pour"]).contains("USAGE: coffee pour --into <into> [<times>]"))
    }

    @Test func `describes itself for programs`() throws {
        let text = try printed(["--experimental-dump-help"])
        for part in [
            #""commandName": "brew""#, #""kind": "positional""#, #""kind": "flag""#, #""name": "quiet""#,
            #""valueName": "cup""#, #""isRepeating": true"#, #""mild""#,
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }
}
