import Grants
import Storage
import UseCases

/// What an applicant filed, revision by revision, to read.
enum OfficeAnswers {
    /// The answers by section, with the files and what was remarked on the fields last time.
    static func answers(of revision: Filing.Revision, _ desk: OfficeDesk) -> HTML {
        guard let form = desk.form else { return .empty }
        let answers = form.answers(from: revision.answers)
        let earlier = earlier(than: revision, desk)
        let isChanged = earlier != nil && showsChangedOnly(desk)
        var (marks, sides) = (marks(for: revision, desk), [String: HTML]())
        for field in form.fields where !field.isInternal && !field.type.isNote {
            marks[field.name, default: .empty] += OfficeAnnotations.mark(field, revision, desk)
            sides[field.name] = OfficeAnnotations.link(field, desk)
        }
        let reading = FormAnswers(
            form: form, answers: answers, files: desk.shownFiles(of: revision), visit: desk.visit, marks: marks,
            sides: sides,
            only: isChanged ? earlier.map { changed(form, from: $0, to: revision) } : nil)
        let sections = reading.sections.map { section -> HTML in
            "<h3>\(desk.say(section.title))</h3>\(reading.summary(section))"
        }
        return """
            <section class="block" id="answers"><h2>\(desk.say(Words.Office.answers))</h2>\
            <p class="support">\(desk.say(Words.Office.revision(revision.number)))・\
            \(desk.say(Words.Office.receipt))：\(revision.receipt)・\(desk.when(revision.at))</p>\
            \(earlier.map { _ in toggle(isChanged, desk) })\
            \(if: sections.isEmpty, "<p>\(desk.say(Words.Office.noDifferences))</p>", else: "\(sections)")</section>
            """
    }

    /// Whether answers that are what they were are left out.
    static func showsChangedOnly(_ desk: OfficeDesk) -> Bool { desk.visit.query[viewName] == changedView }

    private static let viewName = "view"
    private static let changedView = "changed"

    /// All answers, or those that are not what they were.
    private static func toggle(_ isChanged: Bool, _ desk: OfficeDesk) -> HTML {
        func address(_ view: String) -> String {
            var members = desk.visit.query.fields.filter { $0.name != viewName && $0.name != "done" }
                .map { ($0.name, $0.value) }
            members.append((viewName, view))
            // A page that answers a form that was refused is the case's.
            let path =
                desk.visit.request.method == .get ? desk.visit.request.uri.path : Site.officeCase(desk.state.id.text)
            return "\(Pattern.address(path, members))#answers"
        }
        return desk.ui.tabs(
            desk.say(Words.Hands.whichAnswers),
            [
                .init(desk.say(Words.Hands.allAnswers), address(""), isCurrent: !isChanged),
                .init(desk.say(Words.Hands.changedOnly), address(changedView), isCurrent: isChanged),
            ])
    }

    /// What a revision is compared with: the one the address names, else the one before.
    static func earlier(than revision: Filing.Revision, _ desk: OfficeDesk) -> Filing.Revision? {
        let others = desk.filing.revisions.filter { $0.number != revision.number }
        let named = desk.visit.query[againstName].flatMap { Int($0) }
        return others.first { $0.number == named } ?? others.last { $0.number < revision.number }
    }

    static let againstName = "against"

    /// The names of the fields that differ between two revisions.
    private static func changed(_ form: Form, from: Filing.Revision, to: Filing.Revision) -> Set<String> {
        Set(
            form.fields.filter { field in
                func files(_ revision: Filing.Revision) -> [String] {
                    revision.files.filter { $0.field == field.name || $0.field.hasPrefix("\(field.name).") }
                        .map { "\($0.name) \($0.sha256)" }
                }
                return from.answers[field.name] != to.answers[field.name] || files(from) != files(to)
            }.map(\.name))
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
        guard let form = desk.form, let before = earlier(than: revision, desk) else { return .empty }
        let isUsual = before.number == revision.number - 1
        let changes = FormAnswers.changes(
            form: form, before: (form.answers(from: before.answers), before.files),
            after: (form.answers(from: revision.answers), revision.files), visit: desk.visit)
        let title =
            isUsual
            ? Words.Office.differences : Words.Hands.comparedWith(desk.say(Words.Office.revision(before.number)))
        return desk.block(
            "changes", title,
            changes.isEmpty ? "<p>\(desk.say(Words.Office.noDifferences))</p>" : desk.ui.difference(changes))
    }

    /// The page of one revision, compared with the one before or another.
    static func address(of revision: Int, against other: Int? = nil, _ desk: OfficeDesk) -> String {
        Pattern.address(
            Site.officeDifference(desk.state.id.text, desk.filing.id.text, String(revision)),
            [(againstName, other.map(String.init) ?? ""), (OfficeDesk.listName, desk.list)])
    }

    /// The other revisions a revision can be compared with.
    static func comparisons(_ revision: Filing.Revision, _ desk: OfficeDesk) -> HTML {
        let others = desk.filing.revisions.filter { $0.number != revision.number }
        guard others.count > 1 else { return .empty }
        let current = earlier(than: revision, desk)?.number
        return desk.ui.tabs(
            desk.say(Words.Hands.compareWith),
            others.map { other in
                .init(
                    desk.say(Words.Office.revision(other.number)),
                    address(of: revision.number, against: other.number, desk), isCurrent: other.number == current)
            })
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
                    desk.say(Words.Office.revision(revision.number)), address(of: revision.number, desk)))\
                （\(revision.receipt)）<br>\(desk.when(revision.at))・\
                \(desk.ui.link(desk.say(Words.Office.receiptPDF), receipt))・\
                \(desk.ui.link(desk.say(Words.Drafts.printFiling), print))</li>
                """
        }
        return desk.block("revisions", Words.Office.revisions, "<ul>\(lines)</ul>")
    }
}
