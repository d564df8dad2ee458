import FEEL

/// Which procedures can be filed, from when and until when.
extension Case {
    /// Whether a procedure can be filed at a moment.
    public enum Availability: Hashable, Sendable {
        /// It can be; the moment is the first at which it is too late.
        case open(until: Instant?)
        /// It can be from that moment on.
        case soon(from: Instant)
        /// Its last day is over.
        case late(since: Instant)
        /// It is not among what this case files now.
        case closed
    }

    /// Whether a further procedure can be filed. The first procedure of a flow opens a case, and no second time.
    public func availability(of procedure: Procedure, at now: Instant, under programme: Programme) -> Availability {
        switch procedure.start {
        case .round: return .closed
        case .outcome:
            guard let opened = open.first(where: { $0.procedure == procedure.id }) else { return .closed }
            if let from = opened.from, now < from { return .soon(from: from) }
            if let until = opened.until, now >= until { return .late(since: until) }
            guard holds(procedure, at: now, under: programme) else { return .closed }
            return .open(until: opened.until)
        case .case:
            let before = filings.filter { $0.procedure == procedure.id && $0.decision?.verdict != .withdrawn }
            guard before.allSatisfy(\.isEnded), procedure.repeats || before.isEmpty,
                holds(procedure, at: now, under: programme)
            else { return .closed }
            if let opens = procedure.opens?.instant, now < opens { return .soon(from: opens) }
            if let closes = procedure.closes?.instant, now >= closes { return .late(since: closes) }
            return .open(until: procedure.closes?.instant)
        }
    }

    /// Refuses what cannot be filed now, and says why.
    public func checkOpen(_ procedure: Procedure, at now: Instant, under programme: Programme) throws(Refusal) {
        switch availability(of: procedure, at: now, under: programme) {
        case .open: break
        case .soon(let from): throw Refusal.notOpenUntil(from)
        case .late: throw Refusal.late
        case .closed: throw Refusal.notOpen
        }
    }

    private func holds(_ procedure: Procedure, at now: Instant, under programme: Programme) -> Bool {
        procedure.when == nil
            || programme.rules.value(.when(procedure: procedure.id), facts(at: now, under: programme)).isTrue
    }

    /// A procedure as an outcome opens it now: from when, and until when.
    func opened(_ procedure: Procedure, at now: Instant, under programme: Programme) -> CaseEvent.Opened {
        let today = JapanTime(now).day
        let from = procedure.after.map { today.adding(days: $0) }
        var last: [Day] = []
        // 初日不算入 (民法 art. 140): the last day ends at its midnight, Japan's time.
        if let days = procedure.days { last.append((from ?? today).adding(days: days)) }
        let site = FlowRules.Site.until(procedure: procedure.id)
        if procedure.until != nil, case .date(let date) = programme.rules.value(site, facts(at: now, under: programme)),
            let day = Day(year: date.year, month: date.month, day: date.day)
        {
            last.append(day)
        }
        return CaseEvent.Opened(
            procedure: procedure.id, from: [from?.midnight, procedure.opens?.instant].compactMap { $0 }.max(),
            until: [last.min().map { $0.adding(days: 1).midnight }, procedure.closes?.instant].compactMap { $0 }.min())
    }

    func decideExtension(
        _ id: String, until: Instant, reason: String, at now: Instant, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        guard let opened = open.first(where: { $0.procedure == id }), let before = opened.until else {
            throw Refusal(.conflict, Text("期限を延長できる手続きではありません", en: "This procedure has no deadline to extend"))
        }
        guard until > before, until > now else {
            throw Refusal(
                .invalid, Text("いまの期限より後の日を入力してください", en: "Enter a day after the present deadline"), field: "until")
        }
        let text = try required(reason, Text("延長の理由を入力してください", en: "Say why"), "reason")
        return [.extended(.init(procedure: id, until: until, reason: text))]
    }
}

extension Filing {
    public var isEnded: Bool { if case .ended = standing { true } else { false } }
}

extension Refusal {
    public static let notOpen = Refusal(
        .untimely, Text("この手続きは、いまは申請できません", en: "This procedure is not open for filing"))
    static let late = Refusal(.untimely, Text("この手続きの提出期限を過ぎています", en: "The time for this procedure is over"))

    static func notOpenUntil(_ from: Instant) -> Refusal {
        let day = JapanTime(from).day
        return Refusal(
            .untimely, Text("この手続きは、\(day.wareki)から申請できます", en: "This procedure opens on \(day.iso)"))
    }
}
