extension Migration {
    /// What working on forms together needs: who changed a draft, and forms that offices are still designing.
    static let forms = Migration(
        number: 21, name: "forms",
        statements: [
            "alter table draft_change add column changed_at integer not null default 0",
            "alter table draft_change add column changed_by text not null default ''",
        ])
}
