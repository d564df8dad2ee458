/// The tables, as numbered migrations. A published migration never changes; a new one is added.
extension Migration {
    /// Everything the first version stores, besides jobs.
    static let house = Migration(
        number: 2, name: "house",
        statements: [
            // Who runs programmes, and the programmes themselves as documents.
            "create table agency (id text primary key, code text not null unique, name_ja text not null, name_en text)",
            """
            create table programme (id text primary key, agency_id text not null references agency, code text not null,
                version integer not null, unique (agency_id, code))
            """,
            """
            create table document (programme_id text not null references programme, version integer not null,
                path text not null, content blob not null, primary key (programme_id, version, path))
            """,
            """
            create table round (id text primary key, agency_id text not null references agency,
                programme_id text not null references programme, version integer not null, code text not null,
                revision integer not null, document text not null, changed_at integer not null,
                unique (programme_id, code))
            """,
            // What administrators did: a chain like a case's, one for each agency.
            """
            create table agency_event (agency_id text not null, seq integer not null, at integer not null,
                actor_kind text not null, actor_id text not null, actor_name text not null, kind text not null,
                data text not null, previous_hash text not null, hash text not null, primary key (agency_id, seq))
            """,
            // People.
            """
            create table organisation (id text primary key, known_as text not null unique, name text not null,
                corporate_number text, profile text not null)
            """,
            """
            create table applicant (id text primary key, organisation_id text not null references organisation,
                issuer text not null, subject text not null, account text not null, name text not null,
                email text not null, profile text not null, language text not null, signed_in_at integer not null,
                unique (issuer, subject))
            """,
            """
            create table account (id text primary key, agency_id text not null references agency,
                login text not null unique, name text not null, email text not null, roles text not null,
                windows text not null, password text, totp_secret text, totp_step integer not null default 0,
                state text not null, failures integer not null default 0, locked_until integer not null default 0,
                created_at integer not null, changed_at integer not null)
            """,
            "create index account_by_agency on account (agency_id, login)",
            """
            create table session (token text primary key, kind text not null, person_id text not null,
                csrf text not null, opened_at integer not null, seen_at integer not null)
            """,
            "create index session_by_person on session (person_id)",
            """
            create table sign_in (state text primary key, browser text not null, verifier text not null,
                nonce text not null, return_to text not null, begun_at integer not null)
            """,
            """
            create table kept_form (key text primary key, person_id text not null, path text not null,
                body text not null, kept_at integer not null)
            """,
            // Filings before they are submitted.
            """
            create table draft (filing_id text primary key, case_id text not null, agency_id text not null,
                round_id text not null, programme_id text not null, programme_version integer not null,
                organisation_id text not null, procedure text not null, revision integer not null,
                version integer not null, window text not null, typed text not null, place text, sources text not null,
                changed_at integer not null, unique (case_id, procedure))
            """,
            "create index draft_by_organisation on draft (organisation_id, changed_at)",
            """
            create table draft_change (filing_id text not null references draft on delete cascade,
                version integer not null, box text not null, before text not null,
                primary key (filing_id, box, version))
            """,
            """
            create table file (id text primary key, filing_id text not null, field text not null, name text not null,
                size integer not null, sha256 text not null, stored_at integer not null, removed_at integer)
            """,
            "create index file_by_filing on file (filing_id)",
            // Cases: the log, then what lists read of it.
            """
            create table case_event (agency_id text not null, case_id text not null, seq integer not null,
                at integer not null, actor_kind text not null, actor_id text not null, actor_name text not null,
                kind text not null, data text not null, previous_hash text not null, hash text not null,
                primary key (case_id, seq))
            """,
            """
            create table cases (id text primary key, agency_id text not null, programme_id text not null,
                version integer not null, round_id text not null, round_title text not null, window text not null,
                organisation_id text not null, organisation_name text not null, corporate_number text not null,
                number text not null, title text not null, procedure text not null, stage text not null,
                status text not null, grants_begin text not null, filed_at integer not null,
                changed_at integer not null, returns integer not null, score integer, search text not null,
                seq integer not null, head text not null)
            """,
            "create index cases_by_change on cases (agency_id, changed_at, id)",
            "create index cases_by_number on cases (agency_id, number, id)",
            "create index cases_by_status on cases (agency_id, status, changed_at, id)",
            "create index cases_by_round on cases (agency_id, round_id, changed_at, id)",
            "create index cases_by_window on cases (agency_id, window, status, changed_at, id)",
            "create index cases_by_organisation on cases (organisation_id, changed_at)",
            """
            create table filing (id text primary key, agency_id text not null, case_id text not null,
                organisation_id text not null, procedure text not null, revision integer not null,
                receipt text not null, status text not null, submitted_at integer not null)
            """,
            "create index filing_by_case on filing (case_id)",
            """
            create table assignment (id text primary key, agency_id text not null, case_id text not null,
                filing_id text not null, reviewer_id text not null, progress text not null, total integer)
            """,
            "create index assignment_by_reviewer on assignment (reviewer_id, progress)",
            "create index assignment_by_case on assignment (case_id)",
            """
            create table letter (id text primary key, agency_id text not null, case_id text not null,
                filing_id text not null, number text not null, title text not null, day text not null)
            """,
            "create index letter_by_case on letter (case_id)",
            """
            create table rendition (subject text primary key, sha256 text not null, size integer not null,
                made_at integer not null)
            """,
            """
            create table sheet_draft (assignment_id text primary key, version integer not null, typed text not null,
                changed_at integer not null)
            """,
            // Buttons that were pressed, so that each acts once.
            "create table act (key text primary key, at integer not null)",
            "create table counter (name text primary key, value integer not null)",
            """
            create table mail (id text primary key, recipient text not null, subject text not null,
                body text not null, queued_at integer not null, sent_at integer)
            """,
        ])
}
