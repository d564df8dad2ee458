import struct FEEL.Number

/// How events are written down: a kind and a JSON object. These names are what an auditor reads years later, so they
/// are spelled here one by one and never follow a change of the code.
extension CaseEvent {
    public var kind: String {
        switch self {
        case .opened: "opened"
        case .submitted: "submitted"
        case .commented: "commented"
        case .entered: "entered"
        case .returned: "returned"
        case .moved: "moved"
        case .assigned: "assigned"
        case .released: "released"
        case .declared: "declared"
        case .scored: "scored"
        case .proposed: "proposed"
        case .declined: "declined"
        case .decided: "decided"
        case .lettered: "lettered"
        case .posted: "posted"
        case .withdrawn: "withdrawn"
        case .extended: "extended"
        case .drawn: "drawn"
        case .renewed: "renewed"
        case .checked: "checked"
        case .taken: "taken"
        case .annotated: "annotated"
        case .resolved(let it): it.isOpen ? "reopened" : "resolved"
        }
    }

    public var data: JSON {
        switch self {
        case .opened(let it):
            .members([
                "programme": .string(it.programme), "version": .integer(Int64(it.version)),
                "round": .string(it.round), "roundTitle": it.roundTitle.json, "window": .string(it.window),
                "organisation": .members([
                    "id": .string(it.organisation.id.text), "name": .string(it.organisation.name),
                    "corporateNumber": it.organisation.corporateNumber.map(JSON.string),
                ]),
                "grantsBegin": it.grantsBegin.map(JSON.string),
            ])
        case .submitted(let it):
            .members([
                "filing": .string(it.filing.text), "procedure": .string(it.procedure),
                "revision": .integer(Int64(it.revision)), "receipt": .string(it.receipt), "title": .string(it.title),
                "answers": it.answers, "files": .array(it.files.map(\.json)), "asks": it.asks.map(JSON.integer),
            ])
        case .commented(let it): .members(["text": .string(it.text), "stage": it.stage.map(JSON.string)])
        case .entered(let it):
            .members([
                "filing": .string(it.filing.text), "revision": .integer(Int64(it.revision)), "answers": it.answers,
            ])
        case .returned(let it):
            .members([
                "filing": .string(it.filing.text), "stage": .string(it.stage), "message": .string(it.message),
                "remarks": .object(it.remarks.mapValues(JSON.string)),
            ])
        case .moved(let it):
            .members([
                "filing": .string(it.filing.text), "from": .string(it.from), "outcome": .string(it.outcome),
                "to": .string(it.to), "values": it.values.isEmpty ? nil : .object(it.values),
            ])
        case .assigned(let it):
            .members([
                "id": .string(it.id.text), "filing": .string(it.filing.text), "stage": .string(it.stage),
                "reviewer": .string(it.reviewer.text), "reviewerName": .string(it.reviewerName),
            ])
        case .released(let it):
            .members(["assignment": .string(it.assignment.text), "reason": .string(it.reason)])
        case .declared(let it):
            .members([
                "assignment": .string(it.assignment.text), "conflict": .bool(it.conflict),
                "reason": .string(it.reason),
            ])
        case .scored(let it):
            .members([
                "assignment": .string(it.assignment.text), "answers": it.answers,
                "total": .integer(it.total.nearest),
                // Beside the whole number that was always there, what it is exactly.
                "points": it.total.isInteger ? nil : .string(it.total.fractionText),
            ])
        case .proposed(let it):
            .members([
                "filing": .string(it.filing.text), "stage": .string(it.stage), "outcome": .string(it.outcome),
                "reason": .string(it.reason),
            ])
        case .declined(let it): .members(["filing": .string(it.filing.text), "reason": .string(it.reason)])
        case .decided(let it):
            .members([
                "filing": .string(it.filing.text), "stage": .string(it.stage), "outcome": .string(it.outcome),
                "verdict": .string(it.verdict.rawValue), "reason": .string(it.reason),
                "opens": .array(
                    it.opens.map {
                        .members([
                            "procedure": .string($0.procedure), "from": ($0.from?.milliseconds).map(JSON.integer),
                            "until": ($0.until?.milliseconds).map(JSON.integer),
                        ])
                    }), "closes": it.closes.isEmpty ? nil : .strings(it.closes),
                "values": it.values.isEmpty ? nil : .object(it.values),
            ])
        case .lettered(let it): it.json
        case .posted(let it): .members(["text": .string(it.text)])
        case .withdrawn(let it): .members(["filing": .string(it.filing.text), "reason": .string(it.reason)])
        case .extended(let it):
            .members([
                "procedure": .string(it.procedure), "until": .integer(it.until.milliseconds),
                "reason": .string(it.reason),
            ])
        case .drawn(let it):
            .members(["rank": .integer(Int64(it.rank)), "of": .integer(Int64(it.of)), "won": .bool(it.won)])
        case .renewed(let it): .members(["from": .integer(Int64(it.from)), "to": .integer(Int64(it.to))])
        case .checked(let it):
            .members([
                "filing": .string(it.filing.text), "stage": .string(it.stage),
                "revision": .integer(Int64(it.revision)), "answers": it.answers, "missing": .strings(it.missing),
            ])
        case .taken(let it): it.json
        case .annotated(let it): it.json
        case .resolved(let it): it.json
        }
    }

    /// Reads an event back; nil where the record does not hold what its kind must.
    public init?(kind: String, data: JSON) {
        func text(_ key: String) -> String? { data[key]?.string }
        func id<Entity>(_ key: String) -> ID<Entity>? { text(key).flatMap { ID<Entity>($0) } }
        switch kind {
        case "opened":
            guard let programme = text("programme"), let version = data["version"]?.integer, let round = text("round"),
                let title = data["roundTitle"].flatMap(Text.init(json:)), let window = text("window"),
                let organisation = data["organisation"], let name = organisation["name"]?.string,
                let organisationID = organisation["id"]?.string.flatMap({ ID<Organisation>($0) })
            else { return nil }
            self = .opened(
                Opening(
                    programme: programme, version: Int(version), round: round, roundTitle: title, window: window,
                    organisation: Organisation(
                        id: organisationID, name: name, corporateNumber: organisation["corporateNumber"]?.string),
                    grantsBegin: text("grantsBegin")))
        case "submitted":
            guard let filing: ID<Filing> = id("filing"), let procedure = text("procedure"),
                let revision = data["revision"]?.integer, let receipt = text("receipt"), let title = text("title"),
                let answers = data["answers"], let files = data["files"]?.array
            else { return nil }
            self = .submitted(
                Submission(
                    filing: filing, procedure: procedure, revision: Int(revision), receipt: receipt, title: title,
                    answers: answers, files: files.compactMap(StoredFile.init(json:)), asks: data["asks"]?.integer))
        case "commented":
            guard let words = text("text") else { return nil }
            self = .commented(Comment(text: words, stage: text("stage")))
        case "entered":
            guard let filing: ID<Filing> = id("filing"), let revision = data["revision"]?.integer,
                let answers = data["answers"]
            else { return nil }
            self = .entered(Entry(filing: filing, revision: Int(revision), answers: answers))
        case "returned":
            guard let filing: ID<Filing> = id("filing"), let stage = text("stage"), let message = text("message"),
                let remarks = data["remarks"]?.object
            else { return nil }
            self = .returned(
                Return(filing: filing, stage: stage, message: message, remarks: remarks.compactMapValues(\.string)))
        case "moved":
            guard let filing: ID<Filing> = id("filing"), let from = text("from"), let outcome = text("outcome"),
                let to = text("to")
            else { return nil }
            self = .moved(
                Move(filing: filing, from: from, outcome: outcome, to: to, values: data["values"]?.object ?? [:]))
        case "assigned":
            guard let assignment: ID<Assignment> = id("id"), let filing: ID<Filing> = id("filing"),
                let stage = text("stage"), let reviewer: ID<Account> = id("reviewer"), let name = text("reviewerName")
            else { return nil }
            self = .assigned(
                Assignment(id: assignment, filing: filing, stage: stage, reviewer: reviewer, reviewerName: name))
        case "released":
            guard let assignment: ID<Assignment> = id("assignment"), let reason = text("reason") else { return nil }
            self = .released(Release(assignment: assignment, reason: reason))
        case "declared":
            guard let assignment: ID<Assignment> = id("assignment"), let conflict = data["conflict"]?.bool,
                let reason = text("reason")
            else { return nil }
            self = .declared(Declaration(assignment: assignment, conflict: conflict, reason: reason))
        case "scored":
            guard let assignment: ID<Assignment> = id("assignment"), let answers = data["answers"],
                let total = data["total"]?.integer
            else { return nil }
            let points = text("points").map { Rate.reading($0) } ?? Number(total)
            guard let points else { return nil }
            self = .scored(Scoring(assignment: assignment, answers: answers, total: points))
        case "proposed":
            guard let filing: ID<Filing> = id("filing"), let stage = text("stage"), let outcome = text("outcome"),
                let reason = text("reason")
            else { return nil }
            self = .proposed(Proposal(filing: filing, stage: stage, outcome: outcome, reason: reason))
        case "declined":
            guard let filing: ID<Filing> = id("filing"), let reason = text("reason") else { return nil }
            self = .declined(Declining(filing: filing, reason: reason))
        case "decided":
            guard let filing: ID<Filing> = id("filing"), let stage = text("stage"), let outcome = text("outcome"),
                let verdict = text("verdict").flatMap(Verdict.init), let reason = text("reason"),
                let opens = data["opens"]?.array
            else { return nil }
            self = .decided(
                Decision(
                    filing: filing, stage: stage, outcome: outcome, verdict: verdict, reason: reason,
                    opens: opens.compactMap { opened in
                        opened["procedure"]?.string.map {
                            Opened(
                                procedure: $0, from: opened["from"]?.integer.map(Instant.init(milliseconds:)),
                                until: opened["until"]?.integer.map(Instant.init(milliseconds:)))
                        }
                    }, closes: data["closes"]?.strings ?? [], values: data["values"]?.object ?? [:]))
        case "lettered":
            guard let letter = Letter(json: data) else { return nil }
            self = .lettered(letter)
        case "posted":
            guard let words = text("text") else { return nil }
            self = .posted(Posting(text: words))
        case "withdrawn":
            guard let filing: ID<Filing> = id("filing"), let reason = text("reason") else { return nil }
            self = .withdrawn(Withdrawal(filing: filing, reason: reason))
        case "extended":
            guard let procedure = text("procedure"), let until = data["until"]?.integer, let reason = text("reason")
            else { return nil }
            self = .extended(
                Extension(procedure: procedure, until: Instant(milliseconds: until), reason: reason))
        case "renewed":
            guard let from = data["from"]?.integer, let to = data["to"]?.integer else { return nil }
            self = .renewed(Renewal(from: Int(from), to: Int(to)))
        case "drawn":
            guard let rank = data["rank"]?.integer, let of = data["of"]?.integer, case .bool(let won)? = data["won"]
            else { return nil }
            self = .drawn(Drawing(rank: Int(rank), of: Int(of), won: won))
        case "checked":
            guard let filing: ID<Filing> = id("filing"), let stage = text("stage"),
                let revision = data["revision"]?.integer, let answers = data["answers"],
                let missing = data["missing"]?.strings
            else { return nil }
            self = .checked(
                Check(filing: filing, stage: stage, revision: Int(revision), answers: answers, missing: missing))
        case "taken":
            guard let taking = Taking(json: data) else { return nil }
            self = .taken(taking)
        case "annotated":
            guard let annotation = Annotation(json: data) else { return nil }
            self = .annotated(annotation)
        case "resolved", "reopened":
            guard let resolution = Resolution(json: data, isOpen: kind == "reopened") else { return nil }
            self = .resolved(resolution)
        default: return nil
        }
    }
}

extension Text {
    var json: JSON { .members(["ja": .string(ja), "en": en.map(JSON.string)]) }

    init?(json: JSON) {
        guard let ja = json["ja"]?.string else { return nil }
        self.init(ja, en: json["en"]?.string)
    }
}

extension Letter {
    var json: JSON {
        .members([
            "id": .string(id.text), "filing": .string(filing.text), "template": .string(template),
            "number": .string(number), "day": .string(day.iso), "title": .string(title),
            "addressee": .string(addressee), "agency": .string(agency), "signatory": .string(signatory),
            "body": .strings(body),
            "items": .array(items.map { .object(["label": .string($0.label), "text": .string($0.text)]) }),
            "notes": .strings(notes),
        ])
    }

    init?(json: JSON) {
        guard let id = json["id"]?.string.flatMap({ ID<Letter>($0) }),
            let filing = json["filing"]?.string.flatMap({ ID<Filing>($0) }), let template = json["template"]?.string,
            let number = json["number"]?.string, let day = json["day"]?.string.flatMap(Day.init(iso:)),
            let title = json["title"]?.string, let addressee = json["addressee"]?.string,
            let agency = json["agency"]?.string, let signatory = json["signatory"]?.string,
            let body = json["body"]?.strings, let items = json["items"]?.array, let notes = json["notes"]?.strings
        else { return nil }
        self.init(
            id: id, filing: filing, template: template, number: number, day: day, title: title, addressee: addressee,
            agency: agency, signatory: signatory, body: body,
            items: items.map {
                LetterTemplate.Item(label: $0["label"]?.string ?? "", text: $0["text"]?.string ?? "")
            }, notes: notes)
    }
}
