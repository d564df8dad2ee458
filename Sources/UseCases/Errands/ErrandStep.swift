import Grants
import Storage

/// One line of an errand while it is carried out. What the line asked for and what became of it are written in one
/// transaction, so that a line is never done twice, whenever the program is stopped.
struct ErrandStep: Sendable {
    @TaskLocal static var current: ErrandStep?

    let errand: ID<ErrandRow>
    let seq: Int
    /// What the line says once it is done.
    let message: Text?
    /// Whether more is to be done to the case for this line.
    var goesOn = false

    /// The errand was called off, or the line was done before.
    struct Over: Error {}

    /// Before anything is decided: the errand goes on, the line waits, and the case is as its person saw it.
    func check(_ state: Case, on connection: Connection) throws {
        let errands = Errands(connection)
        guard let errand = try errands.find(errand), errand.state == .running,
            let line = try errands.line(seq, of: errand.id), line.state == .waiting
        else { throw Over() }
        guard line.seen == state.seq else { throw Refusal.changedMeanwhile }
    }

    /// After it was written down.
    func note(_ events: [CaseEvent], on state: Case, _ connection: Connection) throws {
        if goesOn { return try Errands(connection).moveOn(seq, of: errand, seen: state.seq) }
        var letter: ID<Letter>?
        for case .lettered(let issued) in events { letter = issued.id }
        try Errands(connection).end(seq, of: errand, .done, message, letter: letter)
    }

    func nextNumber(of series: String, on connection: Connection) throws -> Int64? {
        try Errands(connection).nextNumber(of: series, for: errand)
    }
}

extension Refusal {
    static let changedMeanwhile = Refusal(
        .conflict,
        Text("確認したあとに、この案件が変わりました。内容を確かめて、もう一度行ってください", en: "The case has changed since you looked at it: look again"))
}
