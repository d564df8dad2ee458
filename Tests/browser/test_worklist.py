"""The office's list: filters, columns, views and going from case to case, on a wide screen, a phone, and without scripts."""

def test_list(someone):
    """Every page of the list works, and is shown. A one-time code counts once, so all share one sign-in."""
    staff, approver = someone(), someone()
    staff.sign_in_office("staff-kanto")
    approver.sign_in_office("approver-kanto")
    use(staff, approver, "1280")
    staff.page.set_viewport_size({"width": 360, "height": 780})
    use(staff, approver, "360")
    bare = someone(width=360, scripts=False)
    bare.context.add_cookies(staff.context.cookies())
    use(bare, approver, "360-bare")


def use(staff, approver, kind):
    """What an officer does with the list."""
    staff.open("/office")
    staff.check(f"list-{kind}")

    # A word of an answer, in another width; then a filter with two values.
    staff.page.locator("input[name=q]").fill("ﾊﾞﾝﾃﾝ 半纏")
    staff.press("検索")
    staff.check()
    staff.page.locator("input[name=q]").fill("若い世代が気軽に")
    staff.press("検索")
    assert staff.page.locator("tbody tr").count() == 1
    staff.follow("条件を消す")
    assert staff.page.locator("tbody tr").count() >= 4
    staff.page.locator("summary", has_text="申請ステータス").click()
    staff.page.locator("form.filters input[name=status][value=checking]").check()
    staff.page.locator("form.filters input[name=status][value=returned]").check()
    staff.press("絞り込む")
    staff.check(f"list-filtered-{kind}")
    assert staff.page.url.count("status=") == 2

    # Filters and columns of one's own.
    staff.follow("カスタマイズ")
    staff.check(f"list-customise-{kind}")
    staff.page.locator("input[name=filter][value=filed]").check()
    staff.page.locator("input[name=column][value=score]").check()
    staff.page.locator("input[name=column][value='field:call:補助金申請額']").check()
    staff.press("一覧に反映する")
    staff.check(f"list-customised-{kind}")
    assert staff.page.get_by_role("columnheader", name="補助金申請額").count() == 1
    assert staff.page.locator("summary", has_text="提出日時").count() == 1

    # Kept under a name, shared, opened again, deleted.
    staff.follow("この表示を保存・管理")
    staff.press("保存する")
    staff.check(f"list-views-refused-{kind}")
    staff.page.locator("input[name=name]").fill(f"確認するもの{kind}")
    staff.page.locator("input[name=shared]").check()
    staff.press("保存する")
    staff.check(f"list-views-{kind}")
    approver.open("/office")
    approver.follow(f"確認するもの{kind}")
    approver.check()
    assert approver.page.get_by_role("columnheader", name="補助金申請額").count() == 1
    staff.press("削除する")
    assert staff.page.get_by_role("link", name=f"確認するもの{kind}").count() == 0

    # From case to case, in the order of the list, and back to it.
    staff.open("/office?order=number&dir=asc")
    numbers = staff.page.locator("tbody th a").all_inner_texts()
    staff.page.locator("tbody th a").first.click()
    staff.page.wait_for_load_state()
    staff.check(f"list-case-{kind}")
    for number in numbers[1:4]:
        staff.follow("次の案件")
        assert number in staff.page.locator("main").inner_text()
    staff.follow("前の案件")
    assert numbers[2] in staff.page.locator("main").inner_text()
    staff.follow("案件一覧")
