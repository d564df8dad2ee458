"""Who has a case in hand, comments at answers, two officers at one case, absence and figures: wide, on a phone, and without
scripts."""


def case_of(person, words):
    """Opens the case whose row has these words."""
    person.open("/office?order=number&dir=asc")
    href = person.page.locator("tbody tr", has_text=words).locator("th a").get_attribute("href")
    person.open(href)
    return href


def test_hands(officer):
    staff, approver = officer("staff-kanto"), officer("approver-kanto")
    for kind, width in (("1280", 1280), ("360", 360)):
        staff.page.set_viewport_size({"width": width, "height": 800})
        use(staff, approver, kind)
    bare = officer("staff-kanto", width=360, scripts=False)
    use(bare, approver, "360-bare")


def use(staff, approver, kind):
    # Taking, giving and giving back.
    case_of(staff, "半纏")
    if staff.page.get_by_role("button", name="担当を外す").count():
        staff.press("担当を外す")
    staff.press("担当する")
    assert "担当を変更しました" in staff.page.locator("main").inner_text()
    staff.check(f"hands-case-{kind}")
    staff.open("/office?held=mine")
    assert staff.page.locator("tbody tr", has_text="半纏").count() == 1
    staff.check(f"hands-mine-{kind}")
    staff.open("/office/hands")
    staff.check(f"hands-{kind}")

    # A comment at an answer, then a remark of it.
    case_of(staff, "半纏")
    staff.page.locator(".entry", has_text="事業の概要").get_by_role("link", name="コメント").click()
    staff.page.locator("textarea[id^='annotate']").fill(f"範囲が広すぎないか（{kind}）")
    staff.press("コメントを残す")
    assert "未解決のコメント" in staff.page.locator("main").inner_text()
    staff.check(f"comment-{kind}")
    staff.follow("差戻しの指摘にする")
    assert f"範囲が広すぎないか（{kind}）" in staff.page.locator("textarea[id='return-remark.事業の概要']").input_value()
    staff.check()
    staff.page.locator(".entry", has_text="事業の概要").get_by_role("button", name="解決済みにする").click()
    staff.page.wait_for_load_state()
    staff.check()

    # Two at one case: each is seen by the other; who takes it second is told.
    href = case_of(approver, "半纏")
    assert "関東" in approver.page.locator("[data-viewing] [role=status]").inner_text()
    staff.open(href)
    approver.press("担当する")
    staff.press("担当を外す")
    assert "あなたの操作は行われていません" in staff.page.locator("main").inner_text()
    staff.check(f"conflict-{kind}")

    # Absence and figures.
    staff.open("/office/hands/absence")
    staff.press("設定する")
    staff.check(f"absence-{kind}")
    staff.open("/office/figures")
    staff.check(f"figures-{kind}")
    staff.page.locator("tbody th a").filter(has_text="赤色").first.click()
    staff.page.wait_for_load_state()
    staff.check(f"figures-round-{kind}")
    assert staff.page.locator("svg.chart").count() >= 2
