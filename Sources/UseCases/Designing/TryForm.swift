import Grants
import Storage

/// A form as it is designed, being tried by one of its administrators. Nothing of it is a filing: the answers are kept
/// for the administrator alone, and there is no way to submit them.
public struct FormTrial: Sendable {
    public let design: FormDesign
    public let judge: Judge
    /// What was typed, over what a draft would begin with.
    public let typed: Typed
    public let circumstances: Circumstances

    public var form: Form { judge.form }
    /// Judges what was typed; ask once and keep the answer.
    public var judgement: Judgement { judge.judge(typed, circumstances) }

    /// Judges these boxes over those that are kept.
    public func judgement(with boxes: [String: [String]]) -> (typed: Typed, judgement: Judgement) {
        var typed = typed
        typed.boxes.merge(boxes.filter { form.accepts(box: $0.key) }) { $1 }
        return (typed, judge.judge(typed, circumstances))
    }

    /// What is wrong, without missing files: a trial keeps none.
    public func errors(of judgement: Judgement) -> [FieldError] {
        judgement.errors.filter { error in
            let field = form.field(named: error.field)
            guard let cell = error.cell, case .table(let table)? = field?.type else {
                return field?.type.isFile != true
            }
            return table.column(named: cell.column)?.type.isFile != true
        }
    }
}

/// What is done to the answers of a trial.
public enum TrialAct: Sendable {
    case keep
    case rows(RowEdit)
    /// Forgets them.
    case clear
    /// Answers every empty question as someone might.
    case sample
}

extension Installation {
    /// The form with what this administrator typed into it so far.
    public func formTrial(
        _ form: String, of programme: String, for administrator: Officer
    ) async throws -> FormTrial {
        let design = try await formDesign(form, of: programme, for: administrator)
        let kept = try await database.read {
            try FormWorks($0).trial(design.programme.id, form: form, by: administrator.account.id.text)
        }
        return trial(of: design, kept)
    }

    /// Keeps boxes of a trial and does what was asked for with them. A refused change of rows keeps the boxes all the
    /// same, and the refusal is told.
    public func saveFormTrial(
        _ boxes: [String: [String]], _ act: TrialAct = .keep, _ form: String, of programme: String,
        by administrator: Officer
    ) async throws -> (trial: FormTrial, refusal: Refusal?) {
        let design = try await formDesign(form, of: programme, for: administrator)
        let world = world
        let account = administrator.account.id.text
        return try await database.write { connection in
            let works = FormWorks(connection)
            let trial = trial(of: design, try works.trial(design.programme.id, form: form, by: account))
            var typed = trial.judgement(with: boxes.mapValues(Installation.kept)).typed
            var refusal: Refusal?
            switch act {
            case .keep: break
            case .clear: typed = Typed()
            case .sample: typed = SampleAnswers.filling(typed, of: trial.judge, trial.circumstances)
            case .rows(let edit):
                do throws(Refusal) {
                    let changes = try trial.judge.boxes(for: edit, in: typed, trial.circumstances) { world.rowID() }
                    typed.boxes.merge(changes.mapValues(Installation.kept)) { $1 }
                } catch {
                    refusal = error
                }
            }
            // Rows that are gone, and fields that are, leave nothing behind.
            let live = Set(trial.form.fields.flatMap { typed.boxes(of: $0) })
            typed.boxes = typed.boxes.filter { live.contains($0.key) }
            try works.saveTrial(typed, design.programme.id, form: form, by: account, at: now)
            return (self.trial(of: design, typed), refusal)
        }
    }

    private func trial(of design: FormDesign, _ kept: Typed) -> FormTrial {
        let rounds = published.current.rounds.filter { $0.row.programme == design.programme.id }
        let judge = design.judge
        let circumstances = Circumstances(
            moment: now, round: rounds.first?.round,
            organisation: Circumstances.Organisation(
                name: Profile.sample.organisationName, corporateNumber: Profile.sample.corporateNumber,
                prefecture: Profile.sample.prefecture, city: Profile.sample.city))
        var beginning = Prefilling()
        beginning.earlier = earlier(of: design, circumstances)
        beginning.fill(judge, from: .sample, circumstances, world: world)
        return FormTrial(
            design: design, judge: judge, typed: Typed(beginning.typed.boxes.merging(kept.boxes) { $1 }),
            circumstances: circumstances)
    }

    /// What an earlier procedure would have asked, answered as a sample.
    private func earlier(
        of design: FormDesign, _ circumstances: Circumstances
    ) -> [String: (form: Form, answers: Answers)] {
        var earlier: [String: (form: Form, answers: Answers)] = [:]
        for field in design.form.fields {
            guard case .earlier(let procedure, _)? = field.prefill, earlier[procedure] == nil,
                let judge = design.programme.newest.judge(of: procedure)
            else { continue }
            let typed = SampleAnswers.filling(Typed(), of: judge, circumstances)
            earlier[procedure] = (judge.form, judge.judge(typed, circumstances).answers)
        }
        return earlier
    }
}

extension Profile {
    /// An organisation that does not exist, for trials.
    static var sample: Profile {
        var profile = Profile()
        profile.organisationName = "株式会社見本商店"
        profile.corporateNumber = "7000012050002"
        (profile.postal, profile.prefecture, profile.city) = ("1000001", "東京都", "千代田区")
        profile.street = "千代田1-1"
        profile.representative = "見本　太郎"
        profile.personName = "見本　花子"
        profile.department = "経営企画部"
        profile.telephone = "03-1234-5678"
        profile.email = "hanako@example.jp"
        return profile
    }
}
