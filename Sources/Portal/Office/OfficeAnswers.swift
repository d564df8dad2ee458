import Grants
import Storage
import UseCases

/// What an applicant filed, revision by revision, to read.
enum OfficeAnswers {
    /// The answers by section, with the files and what was remarked on the fields last time.
    static func answers(of revision: Filing.Revision, _ desk: OfficeDesk) -> HTML {
        guard let form = desk.form else { return .empty }
        let answers = form.answers(from: revision.answers)
        let marks = marks(for: revision, desk)
        let reading = FormAnswers(
            form: form, answers: answers, files: revision.files,
            file: { Site.officeFile(desk.state.id.text, $0.id.text) }, visit: desk.visit, marks: marks)
        let sections = reading.sections.map { section -> HTML in
            "<h3>\(desk.say(section.title))</h3>\(reading.summary(section))"
        }
        return """
            <section class="block" id="answers"><h2>\(desk.say(Words.Office.answers))</h2>\
            <p class="support">\(desk.say(Words.Office.revision(revision.number)))・\
            \(desk.say(Words.Office.receipt))：\(revision.receipt)・\(desk.when(revision.at))</p>\(sections)</section>
            """
    }

    /// The remarks to which a revision is the answer, or that were made on it.
    private static func marks(for revision: Filing.Revision, _ desk: OfficeDesk) -> [String: HTML] {
        let returned = desk.filing.returns.last { $0.revision == revision.number || $0.revision == revision.number - 1 }
        return returned?.remarks.mapValues { remark -> HTML in
            "<div class=\"remark\"><strong>\(desk.say(Words.Office.yourRemark))</strong>\(desk.ui.prose(remark))</div>"
        } ?? [:]
    }

    /// What changed since the revision before; nothing for a first one.
    static func changes(of revision: Filing.Revision, _ desk: OfficeDesk) -> HTML {
        guard let form = desk.form,
            let before = desk.filing.revisions.last(where: { $0.number < revision.number })
        else { return .empty }
        let changes = FormAnswers.changes(
            form: form, before: (form.answers(from: before.answers), before.files),
            after: (form.answers(from: revision.answers), revision.files), visit: desk.visit)
        return desk.block(
            "changes", Words.Office.differences,
            changes.isEmpty ? "<p>\(desk.say(Words.Office.noDifferences))</p>" : desk.ui.difference(changes))
    }

    /// Every revision, newest first, with its receipt.
    static func revisions(_ desk: OfficeDesk) -> HTML {
        let (state, filing) = (desk.state.id.text, desk.filing.id.text)
        let lines = desk.filing.revisions.reversed().map { revision -> HTML in
            let receipt = Pattern.address(
                Site.officeReceiptPDF(state, filing), [("revision", String(revision.number))])
            let print = Pattern.address(Site.officeFilingPDF(state, filing), [("revision", String(revision.number))])
            return """
                <li>\(desk.ui.link(
                    desk.say(Words.Office.revision(revision.number)),
                    Site.officeDifference(state, filing, String(revision.number))))\
                （\(revision.receipt)）<br>\(desk.when(revision.at))・\
                \(desk.ui.link(desk.say(Words.Office.receiptPDF), receipt))・\
                \(desk.ui.link(desk.say(Words.Drafts.printFiling), print))</li>
                """
        }
        return desk.block("revisions", Words.Office.revisions, "<ul>\(lines)</ul>")
    }
}
