extension Migration {
    /// What the work list reads: an index for each order and filter, counters, what words are searched in, what each
    /// officer has seen, and views that are kept.
    static let workList = Migration(
        number: 41, name: "work list",
        statements: [
            // The document that holds the case's words now.
            "alter table cases add column doc integer not null default 0",
            // Days since 1970; what no stage is due for comes last.
            "alter table cases add column due_day integer not null default 9999999",
            // Orders compare keys as pairs, and no pair with a null in it compares.
            "alter table cases add column score_key integer generated always as (coalesce(score, -1)) virtual",
            // Thirty days, so that cases filed in some time are found in the order they changed.
            "alter table cases add column filed_period integer generated always as (filed_at / 2592000000) virtual",
        ]
            // What the new ones take the place of.
            + ["change", "number", "status", "round", "window", "organisation"].map { "drop index cases_by_\($0)" }
            // Every list is limited to windows, so that a window's rows lie together in every order.
            + [
                "changed": "changed_at", "filed": "filed_at", "number": "number", "title": "title",
                "organisation_name": "organisation_name", "round_title": "round_title", "grants": "grants_begin",
                "returns": "returns", "score": "score_key", "due": "due_day", "status": "status, changed_at",
                "round": "round_id, changed_at", "procedure": "procedure, changed_at",
                "period": "filed_period, changed_at",
            ].sorted { $0.key < $1.key }.map {
                "create index cases_by_\($0.key) on cases (agency_id, window, \($0.value), id)"
            }
            + [
                "create index cases_by_organisation on cases (organisation_id, changed_at, id)",
                "create index cases_by_doc on cases (doc)",
                """
                create table case_count (agency_id text not null, facet text not null, value text not null,
                    window text not null, status text not null, number integer not null,
                    primary key (agency_id, facet, value, window, status)) without rowid
                """,
                "create table search_text (doc integer primary key, text text not null)",
                """
                create table search_posting (block integer not null, term integer not null, docs blob not null,
                    primary key (block, term)) without rowid
                """,
                "create table search_block (block integer primary key)",
                """
                create table case_seen (account_id text not null, case_id text not null, seq integer not null,
                    primary key (account_id, case_id)) without rowid
                """,
                """
                create table case_view (id text primary key, agency_id text not null, account_id text not null,
                    account_name text not null, name text not null, query text not null, is_shared integer not null,
                    made_at integer not null)
                """,
                "create index case_view_by_agency on case_view (agency_id, name)",
            ],
        // The counters are filled by the migration that gave them lanes.
        fill: { try SearchIndex($0).addAllCases() })
}
