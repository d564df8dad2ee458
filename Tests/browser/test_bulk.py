"""Acts on many cases, decisions out of a file, and exports: on a wide screen, a phone, and without scripts."""


def test_bulk(someone, tmp_path):
    """What an officer does to many cases. A one-time code counts once, so all share one sign-in."""
    staff = someone()
    staff.sign_in_office("staff-kanto")
    use(staff, tmp_path, "1280")
    staff.page.set_viewport_size({"width": 360, "height": 780})
    use(staff, tmp_path, "360")
    bare = someone(width=360, scripts=False)
    bare.context.add_cookies(staff.context.cookies())
    use(bare, tmp_path, "360-bare")


def choose(staff, act, scope="chosen"):
    """Checks the first rows of the list and says what to do."""
    staff.open("/office?order=number&dir=asc")
    for box in staff.page.locator("tbody input[name=case]").all()[:2]:
        box.check(force=True)
    staff.page.locator("summary", has_text="まとめて操作する").click()
    staff.page.locator(f"input[name=scope][value={scope}]").check()
    staff.page.locator("select[name=act]").select_option(act)


def finish(staff):
    """Waits until an errand is over: by the script, or by the link that refreshes the page."""
    for _ in range(100):
        if staff.page.locator("progress").count() == 0:
            return
        if staff.scripts:
            staff.page.wait_for_timeout(300)
        else:
            staff.follow("最新の状態にする")
    raise AssertionError("it never ended")


def use(staff, tmp_path, kind):
    # A comment on two cases.
    choose(staff, "comment")
    staff.check(f"bulk-list-{kind}")
    staff.press("確認へ進む")
    staff.check(f"bulk-ask-{kind}")
    staff.press("内容を確かめる")
    staff.check(f"bulk-ask-refused-{kind}")
    staff.page.locator("textarea[name=text]").fill("書類を確認しました。")
    staff.press("内容を確かめる")
    staff.check(f"bulk-plan-{kind}")
    staff.page.get_by_role("button", name="件に行う").click()
    staff.page.wait_for_load_state()
    finish(staff)
    staff.check(f"bulk-done-{kind}")
    assert "2件を行いました" in staff.page.inner_text("main")

    # What cannot be done says why.
    choose(staff, "assign", "page")
    staff.press("確認へ進む")
    staff.check(f"bulk-impossible-{kind}")
    assert "行える案件がありません" in staff.page.inner_text("main")
    staff.press("やめる")

    # Passing on, to see the outcomes.
    choose(staff, "move", "found")
    staff.press("確認へ進む")
    staff.page.locator("input[name=outcome]").first.check()
    staff.press("内容を確かめる")
    staff.check(f"bulk-move-{kind}")
    staff.press("やめる")

    # Results out of a file.
    choose(staff, "decisions")
    staff.press("確認へ進む")
    staff.check(f"bulk-decisions-{kind}")
    with staff.page.expect_download() as template:
        staff.page.get_by_role("link", name="ひな形（CSV）を保存する").click()
    rows = template.value.path().read_text(encoding="utf-8-sig").splitlines()
    numbers = [row.split(",")[0] for row in rows[1:]]
    path = tmp_path / f"{kind}.csv"
    path.write_text(
        "申請番号,結果,理由\r\n" + f"{numbers[0]},却下する,要件を満たさないため\r\n{numbers[1]},おまかせ,\r\nK1,却下する,x\r\n",
        encoding="cp932")
    staff.page.locator("input[type=file]").set_input_files(str(path))
    staff.press("読み取って確かめる")
    staff.check(f"bulk-decisions-read-{kind}")
    assert "1件に行えます。2件には行えません" in staff.page.inner_text("main")
    staff.press("やめる")

    # The list as a workbook, and all papers.
    for format in ["xlsx", "zip"]:
        staff.open("/office?order=number&dir=asc")
        staff.follow("この一覧を書き出す")
        staff.check(f"bulk-export-{kind}")
        staff.page.locator(f"input[name=format][value={format}]").check()
        staff.press("書き出す")
        staff.page.screenshot(path=str(tmp_path / "progress.png"))
        finish(staff)
        staff.check(f"bulk-exported-{kind}")
        with staff.page.expect_download() as saved:
            staff.page.get_by_role("link", name="ファイルを保存する").click()
        assert saved.value.path().read_bytes()[:2] == b"PK"
    staff.follow("作業")
    staff.check(f"bulk-work-{kind}")
