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

    /// Sums in lanes: on PostgreSQL submissions at once would wait for one row, and then have to begin anew.
    static let figureLanes = Migration(
        number: 73, name: "figure lanes",
        statements: [
            "create table round_figure_before as select * from round_figure",
            "drop table round_figure",
            """
            create table round_figure (agency_id text not null, round_id text not null, window text not null,
                figure text not null, value text not null, lane integer not null, number integer not null,
                amount integer not null, primary key (agency_id, round_id, window, figure, value, lane)) without rowid
            """,
            """
            insert into round_figure (agency_id, round_id, window, figure, value, lane, number, amount)
            select agency_id, round_id, window, figure, value, 0, number, amount from round_figure_before
            """,
            "drop table round_figure_before",
        ])
}
