import Grants
import Storage
import UseCases

/// The cases before and after one in the list it was opened from, found by its place in that order: the list itself is
/// not read, and the case may have left it meanwhile.
struct CaseNeighbours: Sendable {
    let list: WorkListAddress
    let previous: CaseRow?
    let next: CaseRow?

    /// Nil where the case was not opened from a list.
    static func of(_ desk: OfficeDesk) async throws -> CaseNeighbours? {
        guard !desk.list.isEmpty else { return nil }
        let list = WorkListAddress(encoded: desk.list)
        let (previous, next) = try await desk.visit.installation.neighbours(
            of: desk.state.id, in: list.query(for: desk.officer), for: desk.officer)
        return CaseNeighbours(list: list, previous: previous, next: next)
    }

    func links(_ desk: OfficeDesk) -> HTML {
        func link(_ row: CaseRow?, _ title: Phrase, rel: String) -> HTML {
            guard let row else { return .empty }
            return """
                <a rel="\(rel)" href="\(href: list.to(row.id))">\(desk.say(title))（\(row.number)）</a>
                """
        }
        return """
            <nav class="neighbours" aria-label="\(desk.say(Words.WorkList.neighbours))">\
            \(link(previous, Words.WorkList.previousCase, rel: "prev"))\
            \(link(next, Words.WorkList.nextCase, rel: "next"))</nav>
            """
    }
}
