extension Migration {
    /// What designing flows needs: the states a flow went through since it was published.
    static let flows = Migration(
        number: 31, name: "flows",
        statements: [
            """
            create table flow_work (programme_id text primary key, agency_id text not null,
                base_version integer not null, position integer not null, version integer not null,
                changed_at integer not null)
            """,
            """
            create table flow_state (programme_id text not null, seq integer not null, document text not null,
                changed_by text not null, primary key (programme_id, seq))
            """,
        ])
}
