import Grants

/// What the identity provider says of a person and the organisation: it fills in forms.
public struct Profile: Sendable, Equatable {
    public var organisationName = ""
    public var corporateNumber: String?
    public var postal = ""
    public var prefecture = ""
    public var city = ""
    public var street = ""
    public var building = ""
    public var representative = ""
    public var personName = ""
    public var department = ""
    public var telephone = ""
    public var email = ""

    public init() {}
}

/// A person who signs in for an organisation.
public struct ApplicantRow: Sendable, Equatable {
    public let id: ID<Applicant>
    public let organisation: Organisation
    public let account: AccountKind
    public let name: String
    public let email: String
    public let profile: Profile
    public let language: String
}

/// Applicants and their organisations, as sign-ins made them known.
public struct Applicants {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// Whose session a token's hash is; nil where it is no applicant's.
    public func signedIn(by token: String) throws -> ApplicantRow? {
        try connection.first(Applicants.question(signedInBy: token)).map(ApplicantRow.init)
    }

    /// What `signedIn` asks.
    public static func question(signedInBy token: String) -> SQL {
        """
        select applicant.*, organisation.name as organisation_name, organisation.corporate_number
        from session join applicant on applicant.id = session.person_id
            join organisation on organisation.id = applicant.organisation_id
        where session.token = \(token)
        """
    }

    public func find(_ id: ID<Applicant>) throws -> ApplicantRow? {
        try connection.first(
            """
            select applicant.*, organisation.name as organisation_name, organisation.corporate_number
            from applicant join organisation on organisation.id = applicant.organisation_id
            where applicant.id = \(id.text)
            """
        ).map(ApplicantRow.init)
    }

    /// Where mail about an organisation's cases goes: everyone who signed in for it.
    public func all(of organisation: ID<Organisation>) throws -> [ApplicantRow] {
        try connection.rows(
            """
            select applicant.*, organisation.name as organisation_name, organisation.corporate_number
            from applicant join organisation on organisation.id = applicant.organisation_id
            where applicant.organisation_id = \(organisation.text) order by applicant.id
            """
        ).map(ApplicantRow.init)
    }

    /// Remembers who signed in, and brings what is known of them up to date. `knownAs` is what makes two sign-ins the
    /// same organisation; new identifiers are used where there is none yet.
    public func remember(
        issuer: String, subject: String, account: AccountKind, knownAs: String, profile: Profile, language: String,
        newApplicant: ID<Applicant>, newOrganisation: ID<Organisation>, at now: Instant
    ) throws -> ID<Applicant> {
        let data = profile.json.canonical
        let organisation = try connection.first(
            """
            insert into organisation (id, known_as, name, corporate_number, profile)
            values (\(newOrganisation.text), \(knownAs), \(profile.organisationName), \(profile.corporateNumber),
                \(data))
            on conflict (known_as) do update set name = excluded.name, profile = excluded.profile returning id
            """)
        let person = try connection.first(
            """
            insert into applicant (id, organisation_id, issuer, subject, account, name, email, profile, language,
                signed_in_at)
            values (\(newApplicant.text), \(try organisation?.text("id")), \(issuer), \(subject), \(account.rawValue),
                \(profile.personName), \(profile.email), \(data), \(language), \(now.milliseconds))
            on conflict (issuer, subject) do update set organisation_id = excluded.organisation_id,
                account = excluded.account, name = excluded.name, email = excluded.email, profile = excluded.profile,
                signed_in_at = excluded.signed_in_at returning id
            """)
        return try person?.id("id") ?? newApplicant
    }
}

extension ApplicantRow {
    init(_ row: Row) throws {
        id = try row.id("id")
        organisation = Organisation(
            id: try row.id("organisation_id"), name: try row.text("organisation_name"),
            corporateNumber: try row.textOrNil("corporate_number"))
        account = try row.word("account")
        name = try row.text("name")
        email = try row.text("email")
        profile = Profile(json: try row.json("profile"))
        language = try row.text("language")
    }
}

extension Profile {
    var json: JSON {
        .members([
            "organisationName": .string(organisationName), "corporateNumber": corporateNumber.map(JSON.string),
            "postal": .string(postal), "prefecture": .string(prefecture), "city": .string(city),
            "street": .string(street), "building": .string(building), "representative": .string(representative),
            "personName": .string(personName), "department": .string(department), "telephone": .string(telephone),
            "email": .string(email),
        ])
    }

    init(json: JSON) {
        func text(_ key: String) -> String { json[key]?.string ?? "" }
        organisationName = text("organisationName")
        corporateNumber = json["corporateNumber"]?.string
        postal = text("postal")
        prefecture = text("prefecture")
        city = text("city")
        street = text("street")
        building = text("building")
        representative = text("representative")
        personName = text("personName")
        department = text("department")
        telephone = text("telephone")
        email = text("email")
    }
}
