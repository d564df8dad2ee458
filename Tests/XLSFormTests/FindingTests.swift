import Testing

@testable import XLSForm

@Suite("What is wrong with an XLSForm")
struct FindingTests {
    /// A survey sheet of these rows, with a list `l` of two choices.
    private func survey(_ rows: [String]) -> XLSForm {
        form(
            """
            | survey  |
            |         | type | name | label | relevant | calculation | parameters | trigger |
            \(rows.map { "| | \($0) |" }.joined(separator: "\n"))
            | choices |
            |         | list_name | name | label |
            |         | l         | x y  | X     |
            |         | m         | z    | Z     |
            """)
    }

    @Test(
        "each mistake is found at its cell",
        arguments: [
            (["| a | A"], ["survey:2:type"]), (["text | | A"], ["survey:2:name"]),
            (["text | 1a | A"], ["survey:2:name"]),
            (["text | a b | A"], ["survey:2:name"]), (["text | a | A", "text | a | B"], ["survey:3:name"]),
            (["unknown | a | A"], ["survey:2:type"]), (["select_one none | a | A"], ["survey:2:type"]),
            (["select_multiple l | a | A"], ["survey:2:type"]), (["select_one_external l | a | A"], ["survey:2:type"]),
            (["select_one_from_file l.pdf | a | A"], ["survey:2:type"]), (["begin group | g | G"], ["survey:2:type"]),
            (["end group"], ["survey:2:type"]), (["begin group | g | G", "end repeat"], ["survey:3:type"]),
            (["begin group | | G", "text | a | A", "end group"], ["survey:2:name"]),
            (["text | a | A | ${b} = 1"], ["survey:2:relevant"]),
            (["text | a | A | ${ a } = 1"], ["survey:2:relevant"]),
            (["text | a | A | ${a = 1"], ["survey:2:relevant"]), (["text | a | ${b}"], ["survey:2:label"]),
            (
                ["begin group | g | G", "text | a | A", "end group", "text | a | B", "text | c | C | ${a} = 1"],
                ["survey:6:relevant"]
            ),
            (["calculate | a"], ["survey:2:calculation"]), (["text | meta | A"], ["survey:2:name"]),
            (["begin repeat | data | A", "end repeat"], ["survey:2:name"]),
            (["text | a | A | | | rows"], ["survey:2:parameters"]),
            (["text | a | A | | | x=1"], ["survey:2:parameters"]),
            (["text | a | A | | | rows=x"], ["survey:2:parameters"]),
            (["range | a | A | | | step=0"], ["survey:2:parameters"]),
            (["range | a | A | | | start=1 end=5 step=9"], ["survey:2:parameters"]),
            (["text | a | A | | | | ${b}"], ["survey:2:trigger"]), (["text | a | A | | | | b"], ["survey:2:trigger"]),
            (["begin loop over m | a | A", "end loop"], ["survey:2:type"]), (["audit | x |"], ["survey:2:name"]),
            (["background-geopoint | a | A"], ["survey:2:trigger"]),
            (["select_one z or_other | a | A"], ["survey:2:type"]),
        ])
    func places(rows: [String], places: [String]) { #expect(survey(rows).places() == places) }

    @Test("all mistakes are found at once, in both languages")
    func several() {
        let form = survey(["text | 1a | A", "nothing | b | B", "text | c | C | ${d} = ${e}", "end repeat"])
        #expect(
            form.places() == [
                "survey:2:name", "survey:3:type", "survey:5:type", "survey:4:relevant", "survey:4:relevant",
            ])
        #expect(form.findings.allSatisfy { !$0.message.ja.isEmpty && !$0.message.en.isEmpty })
        #expect(!form.isUsable)
    }

    @Test(
        "what is left out or doubtful is a warning",
        arguments: [
            (["text | a |"], ["survey:2:label"]), (["| | | ${a}"], ["survey:2:type"]),
            (["text | a | A", "text | A | B"], ["survey:3:name"]),
            (["select_one_from_file l.csv | a | A"], ["survey:2:type"]),
        ])
    func warnings(rows: [String], places: [String]) {
        let form = survey(rows)
        #expect(form.places(.warning).filter { $0.hasPrefix("survey") } == places)
    }

    @Test("a workbook without a survey, or without types, is no form")
    func noSurvey() {
        #expect(XLSForm(XLSFormSheets([])).places() == ["survey:0:"])
        #expect(form("| survey |\n|  | name |\n|  | a |").places() == ["survey:1:type", "survey:2:type"])
    }

    @Test("the only sheet is the survey, whatever its name")
    func onlySheet() {
        #expect(form("| Sheet1 |\n|  | type | name | label |\n|  | text | a | A |").nodes.map(\.name) == ["a"])
    }

    @Test("choices are checked, too")
    func choices() {
        let form = form(
            """
            | survey  |
            |         | type         | name | label |
            |         | select_one l | a    | A     |
            | choices |
            |         | list name | name | label |
            |         | l         | x    | X     |
            |         | l         | x    | Y     |
            |         | l         |      | Y     |
            |         | l         | z    | ${b}  |
            |         | l         | w    |       |
            """)
        #expect(form.places() == ["choices:3:name", "choices:4:name", "choices:5:label"])
        #expect(form.places(.warning) == ["choices:6:label"])
    }

    @Test("two names of one column are a mistake")
    func headings() {
        let form = form("| survey |\n|  | type | name | label | relevant | relevance |\n|  | text | a | A | 1 | 2 |")
        #expect(form.places() == ["survey:1:relevance"])
    }

    @Test("a disabled row is left out")
    func disabled() {
        let form = form(
            "| survey |\n|  | type | name | label | disabled |\n|  | text | a | A | yes |\n|  | text | b | B | no |")
        #expect(form.nodes.map(\.name) == ["b"])
    }
}
