extension Migration {
    /// Who has a case in hand: a column of the work list, a filter, an order, and the queue of what nobody has.
    static let holders = Migration(
        number: 57, name: "holders",
        statements: [
            // Empty for nobody, so that it can be looked for like anyone.
            "alter table cases add column holder_id text not null default ''",
            "alter table cases add column holder_name text not null default ''",
            // Whether the office has something to do. What is due is always that.
            """
            alter table cases add column in_hand integer generated always as (case when status in
                ('checking', 'examining', 'reviewing', 'deciding', 'confirming', 'notifying') then 1 else 0 end) virtual
            """,
            "create index cases_by_holder on cases (agency_id, window, holder_id, changed_at, id)",
            "create index cases_by_holder_name on cases (agency_id, window, holder_name, id)",
            "create index cases_by_hand on cases (agency_id, window, in_hand, holder_id, due_day, id)",
        ])

    /// 不在: who stands in for whom, and when.
    static let absences = Migration(
        number: 58, name: "absences",
        statements: [
            """
            create table absence (id text primary key, agency_id text not null, account_id text not null,
                from_day integer not null, until_day integer not null, substitute_id text not null,
                made_at integer not null)
            """,
            "create index absence_by_account on absence (account_id, until_day)",
            "create index absence_by_substitute on absence (substitute_id, until_day)",
            "create index absence_by_agency on absence (agency_id, until_day)",
        ])
}
