import Grants
import Storage

/// A form as its office designs it: what is published, what it is becoming, and every step.
public struct FormDesign: Sendable {
    public let programme: PublishedProgramme
    public let history: FormHistory
    /// The published version the design began from.
    public let baseVersion: Int
    /// When it was changed last; nil where it is as published.
    public let changedAt: Instant?

    public var form: Form { history.form }
    /// How many steps there are: what a page showed.
    public var version: Int { history.steps.count }
    /// The form as the newest version has it; nil where a newer version has it no more.
    public var published: Form? { programme.newest.designed(form.id) }
    /// A newer version was published since the design began, and changed this very form.
    public var isOvertaken: Bool { baseVersion != programme.row.version && published != history.base }
    public var isChanged: Bool { form != published }
    /// The form compiled as it stands, with everything to be said of it.
    public var judge: Judge { Judge(isSheet ? form.withComments : form, tables: programme.newest.tables) }
    /// Whether it is a sheet of reviewers or staff.
    public var isSheet: Bool { programme.newest.isSheet(form.id) }
}

extension Refusal {
    static let noForm = Refusal(.notFound, Text("このフォームは見つかりません", en: "No such form"))

    init(_ problem: EditProblem) {
        let isClash = if case .clashes = problem { true } else { false }
        self.init(.conflict, problem.message, isClash: isClash)
    }
}

extension Installation {
    /// The design of a form of the administrator's agency.
    public func formDesign(
        _ form: String, of programme: String, for administrator: Officer
    ) async throws -> FormDesign {
        let found = try self.programme(programme, for: administrator)
        return try await database.read { try formDesign(form, of: found, on: $0) }
    }

    private func formDesign(
        _ form: String, of programme: PublishedProgramme, on connection: Connection
    ) throws -> FormDesign {
        let tables = programme.newest.tables
        if let row = try FormWorks(connection).find(programme.id, form: form, tables: tables) {
            return FormDesign(
                programme: programme, history: row.history, baseVersion: row.baseVersion, changedAt: row.changedAt)
        }
        guard let base = programme.newest.designed(form) else { throw Refusal.noForm }
        return FormDesign(
            programme: programme, history: FormHistory(base, tables: tables), baseVersion: programme.row.version,
            changedAt: nil)
    }

    /// Forms of a programme that are being designed.
    public func formDesigns(of programme: String) async throws -> [String: Instant] {
        try await database.read { connection in
            Dictionary(
                try FormWorks(connection).all(of: programme).map { ($0.form, $0.changedAt) }, uniquingKeysWith: { $1 })
        }
    }

    /// Makes an edit, as the next step of the design. Edits of two administrators at once both hold; where both change
    /// the same thing, the refusal shows both.
    /// - Parameter key: of the act, where making it twice would be another edit: a page that is saved as it is typed
    ///   sends the same key with every save.
    @discardableResult
    public func editForm(
        _ edit: FormEdit, _ form: String, of programme: String, key: String? = nil, by administrator: Officer
    ) async throws -> (design: FormDesign, place: FormPlace) {
        var place = FormPlace()
        let design = try await step(form, of: programme, key: key, by: administrator) {
            history, actor, moment throws(EditProblem) in
            _ = try history.apply(edit, by: actor, at: moment)
        }
        if let last = design.history.steps.last, case .edit(let made) = last.kind, made == edit {
            place = edit.place(in: design.form)
        }
        return (design, place)
    }

    /// Undoes what the administrator did last.
    @discardableResult
    public func undoFormEdit(
        _ form: String, of programme: String, key: String? = nil, by administrator: Officer
    ) async throws -> FormDesign {
        try await step(form, of: programme, key: key, by: administrator) { history, actor, moment throws(EditProblem) in
            try history.undo(by: actor, at: moment)
        }
    }

    /// Makes again what the administrator undid last.
    @discardableResult
    public func redoFormEdit(
        _ form: String, of programme: String, key: String? = nil, by administrator: Officer
    ) async throws -> FormDesign {
        try await step(form, of: programme, key: key, by: administrator) { history, actor, moment throws(EditProblem) in
            try history.redo(by: actor, at: moment)
        }
    }

    typealias Change = @Sendable (inout FormHistory, Actor, Instant) throws(EditProblem) -> Void

    /// Takes the design a step on.
    /// - Parameter key: of the act; taken before, the step is not made again.
    @discardableResult
    func step(
        _ form: String, of programme: String, key: String?, by administrator: Officer, _ change: @escaping Change
    ) async throws -> FormDesign {
        let found = try self.programme(programme, for: administrator)
        let moment = now
        return try await database.write { connection in
            guard try Act.take(key, at: moment, on: connection) else {
                return try formDesign(form, of: found, on: connection)
            }
            return try step(form, of: found, by: administrator, at: moment, on: connection, change)
        }
    }

    @discardableResult
    private func step(
        _ form: String, of programme: PublishedProgramme, by administrator: Officer, at moment: Instant,
        on connection: Connection, _ change: Change
    ) throws -> FormDesign {
        let design = try formDesign(form, of: programme, on: connection)
        var history = design.history
        do throws(EditProblem) {
            try change(&history, administrator.actor, moment)
        } catch {
            throw Refusal(error)
        }
        guard history.steps.count <= Installation.mostSteps else {
            throw Refusal(.invalid, Text("変更の回数が上限に達しました。いちど公開してから続けてください", en: "Too many steps: publish first"))
        }
        let row = FormWorkRow(
            programme: programme.id, form: form, agency: administrator.agency, baseVersion: design.baseVersion,
            history: history, changedAt: moment)
        try FormWorks(connection).save(row, known: design.history.steps.count)
        return FormDesign(
            programme: programme, history: history, baseVersion: design.baseVersion, changedAt: moment)
    }

    /// Steps a design may have before it is published.
    static let mostSteps = 5_000

    /// Throws a design away: the form is again as it was published.
    public func discardFormDesign(_ form: String, of programme: String, by administrator: Officer) async throws {
        let found = try self.programme(programme, for: administrator)
        try await database.write { try FormWorks($0).remove(found.id, form: form) }
    }

    /// Brings the form of an older version back into the design, as edits to be looked at and published. What was being
    /// designed is thrown away with it, or, where the old form cannot be brought back, stays as it is.
    public func restoreForm(
        _ form: String, of programme: String, version: Int, by administrator: Officer
    ) async throws {
        let found = try self.programme(programme, for: administrator)
        guard let old = found.versions[version]?.designed(form), let newest = found.newest.designed(form) else {
            throw Refusal.noForm
        }
        let edits: [FormEdit] =
            newest.sections.map { .removeSection($0.id, evenIfUsed: true) }
            + FormChange.Property.allCases.map { .setForm([Setting(FormChange($0, of: old))]) }
            + old.sections.map { .addSection($0, at: .last) }
        let (moment, key) = (now, Act.key)
        try await database.write { connection in
            guard try Act.take(key, at: moment, on: connection) else { return }
            try FormWorks(connection).remove(found.id, form: form)
            // All at once: a form without sections, as it stands between, is none that could be kept.
            try step(form, of: found, by: administrator, at: moment, on: connection) {
                history, actor, moment throws(EditProblem) in
                for edit in edits { try history.apply(edit, by: actor, at: moment) }
            }
        }
    }
}

extension FormEdit {
    /// Where what it added or changed stands in the form it made.
    fileprivate func place(in form: Form) -> FormPlace {
        switch self {
        case .set(let part, _), .move(let part, _, _): form.place(of: part) ?? FormPlace()
        case .setSection(let id, _), .moveSection(let id, _): FormPlace(section: id)
        case .addSection(let section, _): FormPlace(section: section.id)
        default: FormPlace()
        }
    }
}
