// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCommandLine
import DagrunTestSupport
import Testing

struct CommandParserTests {
    private let parser = CommandParser(SampleProgram.self, programName: "coffee")

    private func parsed<Command: ParsableCommand>(
        _ words: String, as type: Command.Type = Command.self
    ) throws -> Command {
        guard case .run(let parsed) = try parser.parse(words.split(separator: " ").map(String.init)) else {
            throw ValidationError("nothing is run")
        }
        return try #require(parsed.command as? Command)
    }

    private func printed(_ words: String) throws -> String {
        guard case .print(let text) = try parser.parse(words.split(separator: " ").map(String.init)) else { return "" }
        return text
    }

    @Test func `a command that runs by itself does so with and without options, and has others below it`() throws {
        #expect(try !(parsed("grind") as Grind).fine)
        #expect(try (parsed("grind --fine") as Grind).fine)
        _ = try parsed("grind clean") as Grind.Clean
        #expect(try printed("grind --help").contains("USAGE: coffee grind [--fine] [<command>]"))
        #expect(throws: UsageError.self) { try parser.parse(["grind", "cleen"]) }
    }

    @Test func `what is not given has its default`() throws {
        let brew: Brew = try parsed("brew arabica")
        #expect(brew.bean == "arabica")
        #expect(brew.extras == [])
        #expect(brew.strength == .mild)
        #expect(brew.intoCUP == nil)
        #expect(brew.again == nil)
        #expect(brew.guest == ["me"])
        #expect(!brew.quiet)
        #expect(brew.water.temperature == 90)
        #expect(!brew.water.fromTap)
    }

    @Test(arguments: [
        "brew --strength strong --into-cup big --guest a --guest b --quiet --temperature 80 --from-tap --again x"
            + " arabica milk ice",
        "brew arabica --strength=strong --into-cup=big -g a -gb -q -t80 --from-tap --again=x milk ice",
        "brew arabica milk -qt 80 -g=a --guest=b --strength strong --again x --into-cup big --from-tap -- ice",
    ])
    func `options may stand anywhere and be written in several ways`(_ words: String) throws {
        let brew: Brew = try parsed(words)
        #expect(brew.bean == "arabica")
        #expect(brew.extras == ["milk", "ice"])
        #expect(brew.strength == .strong)
        #expect(brew.intoCUP == "big")
        #expect(brew.again == "x")
        #expect(brew.guest == ["a", "b"])
        #expect(brew.quiet)
        #expect(brew.water.temperature == 80)
        #expect(brew.water.fromTap)
    }

    @Test func `values may look like options where it is clear what they are`() throws {
        #expect(try parsed("pour --into=--x -3", as: Pour.self).times == -3)
        #expect(try parsed("pour --into=--x", as: Pour.self).cup == "--x")
        #expect(try parsed("pour --into -x=y", as: Pour.self).cup == "-x=y")
        #expect(try parsed("pour --into= -- 4", as: Pour.self).cup == "")
        #expect(try parsed("brew -- --quiet", as: Brew.self).bean == "--quiet")
        #expect(try parsed("brew - a", as: Brew.self).bean == "-")
        #expect(try parsed("brew a --again --quiet", as: Brew.self).again == "latest")
    }

    @Test(arguments: [
        ("brew", "<bean> is missing: The bean."),
        ("pour", "--into <into> is missing: The cup."),
        ("brwe", "there is no command “brwe”; did you mean “brew”?"),
        ("help teapot", "there is no command “teapot”"),
        ("--loud", "there is no option “--loud”"),
        ("brew a --strenght mild", "there is no option “--strenght”; did you mean “--strength”?"),
        ("brew a -qz", "there is no option “-z”"),
        ("brew a --strength", "--strength <strength> needs a value: How strong it is."),
        ("brew a --strength --quiet", "--strength <strength> needs a value: How strong it is."),
        ("brew a -g -q", "-g <guest> needs a value: A guest. Repeatable."),
        ("brew a --strength storng", "--strength: “storng” is not one of mild, strong; did you mean “strong”?"),
        ("brew a -t warm", "--temperature: “warm” is not a whole number"),
        ("brew a --quiet=yes", "--quiet takes no value, and “yes” was given"),
        ("brew a -q=yes", "-q takes no value, and “yes” was given"),
        ("pour --into a 1 2", "“2” is one argument too many"),
        ("brew a -t 101", "--temperature: water boils at 100"),
    ])
    func `says what is wrong with a command line`(_ words: String, _ problem: String) throws {
        let error = #expect(throws: UsageError.self) { try parser.parse(words.split(separator: " ").map(String.init)) }
        #expect(error?.description.split(separator: "\n").first.map(String.init) == "error: \(problem)")
    }

    @Test func `an error tells how the command is used, also when it comes from the command itself`() async throws {
        let usage = """
            usage: coffee brew [<options>] <bean> [<extras> ...]
            See 'coffee brew --help' for more.
            """
        let error = #expect(throws: UsageError.self) { try parser.parse(["brew"]) }
        #expect(error?.description == "error: <bean> is missing: The bean.\n\(usage)")
        guard case .run(var command) = try parser.parse(["brew", "a"]) else { return }
        let late = await #expect(throws: UsageError.self) { try await command.run() }
        #expect(late?.description == "error: there are no beans left\n\(usage)")
    }

    @Test func `help and version win over what is missing`() throws {
        #expect(try printed("--version") == "sample 1.2")
        #expect(try printed("pour --version") == "sample 1.2")
        #expect(try printed("") == printed("--help"))
        #expect(try printed("help") == printed("-h"))
        #expect(try printed("help pour") == printed("pour --bogus -h"))
        // Behind `--` it is a bean.
        #expect(try parsed("brew -- --help", as: Brew.self).bean == "--help")
    }

    @Test func `a program without a version has no option for it`() throws {
        let parser = CommandParser(Pour.self, programName: "pour")
        #expect(throws: UsageError.self) { try parser.parse(["--version"]) }
    }

    @Test func `any words are read or refused`() throws {
        var random = SeededGenerator(seed: 5)
        let words = [
            "brew", "pour", "help", "--", "-", "-q", "-qt", "-t5", "-t=5", "--again", "--again=", "--guest", "=", "--=",
            "-=", "", "é", "-é", "--into", "a", "-5", "--strength=mild", "\u{0}",
        ]
        for _ in 0..<3_000 {
            let line = (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in
                words.randomElement(using: &random)
            }
            do {
                _ = try parser.parse(line)
            } catch {
                #expect(error is UsageError, "\(line)")
            }
        }
    }

    @Test func `a command that is meant by itself need not be named`() throws {
        struct Kitchen: ParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "kitchen", abstract: "Cook.", subcommands: [Brew.self, Pour.self],
                defaultSubcommand: Brew.self)
        }
        let parser = CommandParser(Kitchen.self, programName: "kitchen")
        for words in [["arabica", "--strength", "mild"], ["--strength", "mild", "arabica"], ["brew", "arabica"]] {
            guard case .run(let parsed) = try parser.parse(words) else { return #expect(Bool(false)) }
            #expect((parsed.command as? Brew)?.bean == "arabica")
        }
        guard case .print(let help) = try parser.parse([]) else { return #expect(Bool(false)) }
        #expect(help.contains("SUBCOMMANDS"))
        #expect(throws: UsageError.self) { try parser.parse(["arabica", "--cold"]) }
    }
}
