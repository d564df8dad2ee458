/// Who has a case in hand (担当).
public struct Holder: Hashable, Sendable {
    public let id: ID<Account>
    /// The name at that time, since accounts change and history does not.
    public let name: String

    public init(id: ID<Account>, name: String) {
        self.id = id
        self.name = name
    }
}

extension CaseEvent {
    /// A case came into an officer's hands, or into nobody's. Who did that is the record's actor.
    public struct Taking: Hashable, Sendable {
        public let holder: Holder?

        public init(holder: Holder?) { self.holder = holder }

        var json: JSON {
            .members(["officer": (holder?.id.text).map(JSON.string), "officerName": (holder?.name).map(JSON.string)])
        }

        init?(json: JSON) {
            guard let text = json["officer"]?.string else {
                holder = nil
                return
            }
            guard let id = ID<Account>(text), let name = json["officerName"]?.string else { return nil }
            holder = Holder(id: id, name: name)
        }
    }

    /// The filing whose standing it changes: what an officer had before them is no longer what is there.
    var turned: ID<Filing>? {
        switch self {
        case .submitted(let it): it.filing
        case .returned(let it): it.filing
        case .moved(let it): it.filing
        case .proposed(let it): it.filing
        case .declined(let it): it.filing
        case .decided(let it): it.filing
        case .withdrawn(let it): it.filing
        default: nil
        }
    }
}

extension Case {
    /// Nobody takes a case out of hands they did not see it in.
    func decideTaking(_ holder: Holder?, seen: ID<Account>?) throws(Refusal) -> [CaseEvent] {
        if holder?.id == self.holder?.id { return [] }
        guard seen == self.holder?.id else {
            throw Refusal(
                .conflict,
                self.holder.map {
                    Text("この画面を開いたあとに、\($0.name)が担当になりました", en: "\($0.name) has taken it since this page was opened")
                } ?? Text("この画面を開いたあとに、担当が外れました", en: "It has been given back since this page was opened"))
        }
        return [.taken(.init(holder: holder))]
    }

    /// Refuses what was decided on a page that shows a filing as it no longer is.
    public func checkSeen(_ id: ID<Filing>, upTo seen: Int?) throws(Refusal) {
        guard let seen, let filing = filing(id), filing.turn > seen else { return }
        throw Refusal(
            .conflict,
            Text("この画面を開いたあとに、ほかの人がこの案件を進めました", en: "Someone else has gone on with this case since the page was opened")
        )
    }
}
