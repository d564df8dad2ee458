extension Migration {
    /// What each case adds to its round's sums, and the sums. Cases that exist get theirs by a job, since their programmes
    /// are needed for it.
    static let figures = Migration(
        number: 59, name: "figures",
        statements: [
            "alter table cases add column figures text not null default ''",
            """
            create table round_figure (agency_id text not null, round_id text not null, window text not null,
                figure text not null, value text not null, number integer not null, amount integer not null,
                primary key (agency_id, round_id, window, figure, value)) without rowid
            """,
            """
            insert into job (id, kind, payload, run_at, attempts, locked_until, state)
            select 'figures', 'figures', '', 0, 0, 0, 'waiting' where exists (select 1 from cases)
            """,
        ])
}
