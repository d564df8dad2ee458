import ArgumentParser
import Documents
import Foundation
import Grants
import UseCases

/// `kofu form`: a programme's forms for other programs, and for people who check them.
struct FormCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "Write out a programme's forms: JSON Schema, sample documents, 項目定義書.",
        subcommands: [Schema.self, Sample.self, Book.self, FormImportCommand.self, FormBindsCommand.self])

    /// A form of a folder of documents.
    struct FormOptions: ParsableArguments {
        @Argument(help: "The programme's folder.") var folder: String
        @Argument(help: "The form's or score sheet's id: forms/ID.yaml, sheets/ID.yaml.") var form: String

        /// The programme with the form's judge.
        func read() throws -> (programme: Programme, judge: Judge) {
            let programme = try DocumentFolder.read(folder).programme
            if let judge = programme.judge(form: form) ?? programme.judge(sheet: form) { return (programme, judge) }
            let known = (programme.forms + programme.sheets).map(\.id).joined(separator: ", ")
            throw House.Closed(description: "there is no form \(form); there are: \(known)")
        }
    }

    struct Schema: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a form's JSON Schema.",
            discussion: """
                JSON Schema 2020-12 of the JSON that answers are recorded and exchanged as. Formulas are carried along
                as annotations (x-relevant, x-calculate …).

                  kofu form schema examples/programmes/energy grant
                """)

        @OptionGroup var options: FormOptions
        @Flag(help: "The office's own fields instead of the applicant's.") var office = false

        func run() async throws { say(FormSchema(try options.read().judge.form, asOffice: office).json.canonical) }
    }

    struct Sample: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print made-up documents of a form, right and wrong, with the verdict on each.",
            discussion: """
                Each line is {"document": …, "valid": true or false}. The same seed gives the same documents.

                  kofu form sample examples/programmes/energy grant --count 10 --seed 1
                """)

        @OptionGroup var options: FormOptions
        @Option(help: "How many.") var count = 10
        @Option(help: "What they are made from.") var seed: UInt64 = 1

        func run() async throws {
            var generator = AnswerGenerator(try options.read().judge, chance: SplitMix64(seed: seed))
            for _ in 0..<max(0, count) { say(generator.sample().json.canonical) }
        }
    }

    struct Book: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a form's 項目定義書 as an Excel file.",
            discussion: """
                  kofu form book examples/programmes/energy grant var/grant.xlsx
                """)

        @OptionGroup var options: FormOptions
        @Argument(help: "The file to write, .xlsx.") var file: String

        func run() async throws {
            let (programme, judge) = try options.read()
            let book = FormBook(judge.form, tables: programme.tables, programme: programme.name)
            do {
                let bytes = try book.workbook(created: Date())
                try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
            } catch let error as WorkbookWritingError {
                throw House.Closed(description: error.message.en)
            }
            say("\(book.sheets.map(\.rows.count).reduce(0, +)) rows in \(file)")
        }
    }
}
