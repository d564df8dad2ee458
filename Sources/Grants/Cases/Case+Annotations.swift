/// 項目へのコメント: what the office says among itself about one answer. Applicants and reviewers never see it.
public struct FieldThread: Sendable, Equatable {
    /// Oldest first; at least one.
    public internal(set) var notes: [Note]
    /// Whether something is still to be settled.
    public internal(set) var isOpen = true
    /// Who settled it, or opened it again, last.
    public internal(set) var settled: Settled?

    public struct Note: Sendable, Equatable {
        /// The revision that lay before its writer.
        public let revision: Int
        public let text: String
        public let at: Instant
        public let actor: Actor
    }

    public struct Settled: Sendable, Equatable {
        public let at: Instant
        public let actor: Actor
    }
}

extension CaseEvent {
    /// A comment on a field.
    public struct Annotation: Hashable, Sendable {
        public let filing: ID<Filing>
        public let revision: Int
        public let field: String
        public let text: String

        public init(filing: ID<Filing>, revision: Int, field: String, text: String) {
            self.filing = filing
            self.revision = revision
            self.field = field
            self.text = text
        }

        var json: JSON {
            .members([
                "filing": .string(filing.text), "revision": .integer(Int64(revision)), "field": .string(field),
                "text": .string(text),
            ])
        }

        init?(json: JSON) {
            guard let filing = json["filing"]?.string.flatMap({ ID<Filing>($0) }),
                let revision = json["revision"]?.integer, let field = json["field"]?.string,
                let text = json["text"]?.string
            else { return nil }
            self.init(filing: filing, revision: Int(revision), field: field, text: text)
        }
    }

    /// A field's comments were settled, or opened again.
    public struct Resolution: Hashable, Sendable {
        public let filing: ID<Filing>
        public let field: String
        public let isOpen: Bool

        public init(filing: ID<Filing>, field: String, isOpen: Bool) {
            self.filing = filing
            self.field = field
            self.isOpen = isOpen
        }

        var json: JSON { .members(["filing": .string(filing.text), "field": .string(field)]) }

        init?(json: JSON, isOpen: Bool) {
            guard let filing = json["filing"]?.string.flatMap({ ID<Filing>($0) }), let field = json["field"]?.string
            else { return nil }
            self.init(filing: filing, field: field, isOpen: isOpen)
        }
    }
}

extension Filing {
    /// A comment opens its field's thread, or opens it again.
    mutating func annotate(_ event: CaseEvent.Annotation, at: Instant, by actor: Actor) {
        let note = FieldThread.Note(revision: event.revision, text: event.text, at: at, actor: actor)
        threads[event.field, default: FieldThread(notes: [])].notes.append(note)
        threads[event.field]?.isOpen = true
    }

    mutating func resolve(_ event: CaseEvent.Resolution, at: Instant, by actor: Actor) {
        threads[event.field]?.isOpen = event.isOpen
        threads[event.field]?.settled = FieldThread.Settled(at: at, actor: actor)
    }

    /// The names of the fields with comments that are not settled.
    public var openThreads: Set<String> { Set(threads.filter(\.value.isOpen).keys) }
}

extension Case {
    func decideAnnotation(
        _ id: ID<Filing>, revision: Int, field: String, _ text: String, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        let filing = try current(id)
        guard filing.revisions.contains(where: { $0.number == revision }),
            let asked = programme.form(of: filing.procedure)?.field(named: field), !asked.type.isNote
        else { throw Refusal(.notFound, Text("この項目は見つかりません", en: "No such field")) }
        let text = try required(text, Text("コメントを入力してください", en: "Write the comment"), "text")
        return [.annotated(.init(filing: id, revision: revision, field: field, text: text))]
    }

    func decideResolution(_ id: ID<Filing>, field: String, isOpen: Bool) throws(Refusal) -> [CaseEvent] {
        guard let thread = try current(id).threads[field] else {
            throw Refusal(.notFound, Text("この項目にコメントはありません", en: "There is no comment on this field"))
        }
        return thread.isOpen == isOpen ? [] : [.resolved(.init(filing: id, field: field, isOpen: isOpen))]
    }
}
