import ArgumentParser
import FEEL
import Foundation

/// `kofu feel`: formulas from the command line.
struct FeelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feel", abstract: "Evaluate and check formulas.",
        discussion: """
            Formulas are FEEL, the expression language of DMN, over exact fractions. The whole language is described in
            Sources/FEEL/FEEL.docc.

              kofu feel eval '切捨て(3000000 * 1/3, -3)'
              kofu feel lint '補助対象経費 * 補助率' --scope '{"補助対象経費": "金額", "補助率": "率"}'
            """,
        subcommands: [FeelEval.self, FeelLint.self, FeelCheck.self, FeelDecide.self, FeelFunctions.self])
}

/// `kofu feel eval`: what a formula gives.
struct FeelEval: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Say what a formula gives.",
        discussion: """
            The value is printed as FEEL writes it. Why something is null is said on standard error.

            Values are a JSON object of names; a string that begins with = is a formula itself, so that exact rates
            and dates can be given:

              kofu feel eval '切捨て(補助対象経費 * 補助率, -3)' --with '{"補助対象経費": 1234567, "補助率": "=2/3"}'

            A formula that begins with a minus comes after two of them: kofu feel eval -- '-3 ** 2'

            With --each a file of such objects, one in a line (- for standard input), gives a line of result for each;
            the values of --with are there for all of them.
            """)

    @Argument(help: "The formula.") var formula: String
    @Option(help: "Values of its names: a JSON file, or the JSON itself.") var with: String?
    @Option(help: "A file with a JSON object of values in each line; - for standard input.") var each: String?
    @Option(help: "The date and time that now() and today() give; the clock's unless given.") var at: String?

    func run() throws {
        let moment = try FeelInput.moment(at)
        let values = try with.map { try FeelInput.values($0) } ?? .empty
        // The values' names are the scope: one of them may have spaces, or be a function's.
        let scope = Scope(Dictionary(values.entries.map { ($0.0, .any) }, uniquingKeysWith: { first, _ in first }))
        let formula: Formula
        do {
            formula = try Formula(self.formula, in: scope, policy: .open)
        } catch {
            for finding in error.findings { complain(finding, in: self.formula) }
            throw ExitCode.failure
        }
        if let each { return try evaluate(formula, each: each, and: values, moment) }
        let evaluation = formula.evaluate(values, at: moment)
        let errors = formula.findings.filter { $0.severity == .error }
        for finding in errors { complain(finding, in: self.formula) }
        // What the check has told already needs no second word.
        for note in evaluation.notes where !errors.contains(where: { $0.span == note.span }) {
            complain(note, in: self.formula)
        }
        say(evaluation.value.description)
        if evaluation.overrun != nil { throw ExitCode.failure }
    }

    private func evaluate(_ formula: Formula, each path: String, and common: Context, _ moment: Moment) throws {
        let lines = path == "-" ? try FileHandle.standardInput.readToEnd() ?? Data() : try FeelInput.file(path)
        let decoder = JSONDecoder()
        var output = ""
        for (number, line) in lines.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard case .context(let values) = try? decoder.decode(Value.self, from: line) else {
                FileHandle.standardOutput.write(Data(output.utf8))
                throw House.Closed(description: "line \(number + 1) of \(path) is no JSON object")
            }
            let all = Context(common.entries + values.entries)
            output += formula.evaluate(all, at: moment).value.description + "\n"
            if output.utf8.count > 1 << 16 {
                FileHandle.standardOutput.write(Data(output.utf8))
                output = ""
            }
        }
        FileHandle.standardOutput.write(Data(output.utf8))
    }
}

/// `kofu feel lint`: what is wrong with a formula before it runs.
struct FeelLint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Check a formula against the names and types it may use.",
        discussion: """
            Prints the formula in its canonical form, as a Japanese reading, its type and the names it depends on, then
            what was found. Fails when there is an error.

            The scope is a JSON object of names; a type is written as in FEEL, or as the list of a choice's strings:

              kofu feel lint 'if 規模 = "小" then 補助対象経費 * 2/3 else 0' \\
                --scope '{"規模": ["小規模", "中小"], "補助対象経費": "金額"}'
            """)

    @Argument(help: "The formula.") var formula: String
    @Option(help: "Names and their types: a JSON file, or the JSON itself.") var scope: String?
    @Option(help: "The type it must give, as in number or boolean.") var expecting: String?
    @Flag(help: "Allow function literals, which forms do not.") var functions = false

    func run() throws {
        let scope = try scope.map { try FeelInput.scope($0) } ?? Scope()
        let expected = try expecting.map { try FeelInput.type($0) } ?? .any
        let policy = Formula.Policy(allowsFunctions: functions, isStrict: false)
        let findings: [Finding]
        do {
            let formula = try Formula(self.formula, in: scope, policy: policy, expecting: expected)
            say(formula.canonical)
            say(formula.reading)
            say("type: \(formula.type)")
            say("depends on: \(formula.dependencies.sorted().map(\.text).joined(separator: ", "))")
            findings = formula.findings
        } catch {
            findings = error.findings
        }
        for finding in findings { complain(finding, in: self.formula) }
        if findings.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
    }
}

/// `kofu feel check`: a file of cases.
struct FeelCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Evaluate a file of cases and compare.",
        discussion: """
            The file is a JSON array of {"suite", "id", "node", "feel", "error", "expected"}. Prints a line for each
            case that fails, and how many passed and failed; fails when one did.
            """)

    @Argument(help: "The file of cases.") var file: String

    func run() throws {
        let data = try FeelInput.file(file)
        guard let file = try? CaseFile(data) else {
            throw House.Closed(
                description: "\(file) is no JSON array of cases; `kofu feel check --help` says their form")
        }
        let outcomes = file.run(at: CaseFile.moment)
        for outcome in outcomes where !outcome.isPassed { say(outcome.description) }
        let failed = outcomes.count { !$0.isPassed }
        say("\(outcomes.count - failed) passed, \(failed) failed")
        if failed > 0 { throw ExitCode.failure }
    }
}

/// `kofu feel decide`: the decisions of a DMN file.
struct FeelDecide: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Say what a DMN file decides.",
        discussion: """
            Prints a line for each decision asked for, or for all of them. What the file's tables leave open or decide
            twice, and why a decision is null, is said on standard error.

              kofu feel decide examples/formulas/subsidy.dmn --with '{"規模": "小規模", "補助対象経費": 700000}'
            """)

    @Argument(help: "A DMN file, 1.1 to 1.5.") var file: String
    @Option(help: "Values of its inputs: a JSON file, or the JSON itself.") var with: String?
    @Option(help: "Only this decision.") var decision: String?
    @Option(help: "The date and time that now() and today() give; the clock's unless given.") var at: String?

    func run() throws {
        let moment = try FeelInput.moment(at)
        do {
            let model = try DMNReader.read(FeelInput.file(file))
            let compiled = try CompiledModel(model)
            for finding in compiled.findings { complain(finding.message) }
            let values = try with.map { try FeelInput.values($0) } ?? .empty
            let names = decision.map { [Name($0)] } ?? model.decisions.map(\.name)
            for name in names {
                let evaluation = try compiled.evaluate(name, with: values, at: moment)
                for note in evaluation.notes { complain(note.message) }
                say("\(name): \(evaluation.value)")
            }
        } catch let error as DMNError {
            complain(error.message)
            throw ExitCode.failure
        }
    }
}

/// `kofu feel functions`: the table of built-in functions.
struct FeelFunctions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "functions", abstract: "List the built-in functions, as the documentation has them.")

    func run() throws { say(FunctionTable.markdown) }
}

/// What is given on the command line: a file, or the JSON itself.
enum FeelInput {
    static func values(_ text: String) throws -> Context { try object(text, of: "--with") }

    /// The moment that is named; the clock's, in Japan, unless one is.
    static func moment(_ text: String?) throws -> Moment {
        let now: DateAndTime?
        if let text {
            now = DateAndTime(text)
        } else {
            let nanoseconds = Int128(Date().timeIntervalSince1970.rounded(.down)) * 1_000_000_000
            now = DateAndTime(instant: nanoseconds, zone: .named("Asia/Tokyo"))
        }
        guard let now else {
            throw House.Closed(description: "--at needs a date and time, as in 2026-04-01T17:00:00+09:00")
        }
        return Moment(now: now)
    }

    static func scope(_ text: String) throws -> Scope {
        let context = try object(text, of: "--scope")
        var names: [Name: Type] = [:]
        for (name, value) in context.entries {
            switch value {
            case .string(let text): names[name] = try type(text)
            case .list(let items):
                names[name] = .choice(items.compactMap { if case .string(let text) = $0 { text } else { nil } })
            default: throw House.Closed(description: "the type of \(name) is neither a string nor a list of strings")
            }
        }
        return Scope(names)
    }

    static func type(_ text: String) throws -> Type {
        do {
            return try Type(reading: text)
        } catch {
            throw House.Closed(description: "\(text) is no type: \(error.message.en)")
        }
    }

    /// What is in a file.
    static func file(_ path: String) throws -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw House.Closed(description: "\(path) cannot be read; is it there?")
        }
    }

    /// A JSON object: the text itself, or what is in the file it names.
    private static func object(_ text: String, of option: String) throws -> Context {
        let isInline = text.hasPrefix("{")
        let data = isInline ? Data(text.utf8) : try file(text)
        do {
            if case .context(let context) = try JSONDecoder().decode(Value.self, from: data) { return context }
        } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw House.Closed(description: "\(option): \(path): \(context.debugDescription)")
        } catch {}
        throw House.Closed(description: "\(option) needs a JSON object\(isInline ? "" : " in \(text)")")
    }
}

/// A finding to standard error, in Japanese and English.
private func complain(_ finding: Finding, in formula: String) { complain(finding.report(in: formula)) }

private func complain(_ message: Message) { complain("\(message.ja)\n  \(message.en)") }
