extension Migration {
    /// What working on forms together needs: who changed a draft, and forms that offices are still designing.
    static let forms = Migration(
        number: 21, name: "forms",
        statements: [
            "alter table draft_change add column changed_at integer not null default 0",
            "alter table draft_change add column changed_by text not null default ''",
            // A form an office is designing: what it began from, what it is now, and every step between.
            """
            create table form_work (programme_id text not null, form_id text not null, agency_id text not null,
                base_version integer not null, base text not null, document text not null, seq integer not null,
                changed_at integer not null, primary key (programme_id, form_id))
            """,
            """
            create table form_step (programme_id text not null, form_id text not null, seq integer not null,
                data text not null, primary key (programme_id, form_id, seq))
            """,
            // What an administrator typed while trying a form as an applicant would.
            """
            create table form_trial (programme_id text not null, form_id text not null, account_id text not null,
                typed text not null, changed_at integer not null, primary key (programme_id, form_id, account_id))
            """,
        ])
}
