"""A flow is made from a template, changed in the editor and published; with scripts and without."""

import pytest

from conftest import Person

NEW = "/administration/programmes/colour-bureau/flowers"


def save(person):
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="保存する", exact=True).click()


@pytest.fixture(scope="module")
def flowers(chromium, demo, entered):
    """A programme made of the template 計画申請→交付申請→…, by an administrator at a browser."""
    admin = Person(chromium, demo)
    admin.sign_in_office("office-admin")
    entered["office-admin"] = admin.context.cookies()
    page = admin.open("/administration")
    page.locator("[name=source]").select_option("subsidy")
    page.locator("[name=name]").fill("はな咲く事業補助金")
    page.locator("[name=code]").fill("flowers")
    admin.check("flow-new-programme")
    admin.press("補助金を作る")
    assert page.url.split("?")[0].endswith(NEW), page.locator("main").inner_text()[:400]
    admin.check("flow-programme")
    yield NEW
    admin.context.close()


def test_an_administrator_changes_a_flow_and_publishes_it(officer, flowers):
    admin = officer("office-admin")
    page = admin.open(f"{flowers}/flow")
    admin.check("flow-editor")
    page.locator("#procedure-grant [name=name]").fill("現地調査")
    with page.expect_navigation():
        page.locator("button[value='stage:grant']").click()
    with page.expect_navigation():
        page.locator("#stage-grant-content a").click()
    admin.check("flow-stage")
    page.locator("[name=when]").fill("補助金交付申請額 >= 10000000")
    page.locator("[name=due]").fill("１５")
    save(admin)
    assert page.locator("#stage-grant-content").get_by_text("15営業日以内").count() == 1
    # Nobody comes to it yet: said above, with the way to the stage.
    banner = page.locator(".banner").filter(has_text="どの結果からも来ない審査段階です")
    assert banner.get_by_role("link", name="交付申請 ＞ 現地調査").count() == 1
    page.goto(admin.address + f"{flowers}/flow/procedures/grant/stages/examination")
    page.locator("[name='o.0.to']").select_option("content")
    save(admin)
    assert page.locator(".banner.error").count() == 0, page.locator("main").inner_text()[:600]
    with page.expect_navigation():
        page.get_by_role("link", name="試しに流す").first.click()
    page.locator("[name='a.補助金交付申請額']").fill("20000000")
    with page.expect_navigation():
        page.get_by_role("button", name="この値で試す").click()
    assert page.get_by_text("「交付申請：現地調査」で「次へ進める」").count() == 1, page.locator("main").inner_text()
    admin.check("flow-trial")
    page.goto(admin.address + f"{flowers}/flow")
    with page.expect_navigation():
        page.get_by_role("link", name="公開の確認").first.click()
    assert page.get_by_text("「交付申請」の審査段階「現地調査」を追加").count() == 1
    admin.check("flow-publish")
    with page.expect_navigation():
        page.get_by_role("button", name="第2版として公開する").click()
    assert page.get_by_text("手続きフローを公開しました").count() == 1
    admin.check()


def test_the_editor_on_a_phone_without_scripts(officer, flowers):
    admin = officer("office-admin", width=360, height=740, scripts=False)
    page = admin.open(f"{flowers}/flow")
    admin.check("flow-editor-phone")
    with page.expect_navigation():
        page.get_by_role("link", name="編集").first.click()
    page.locator("[name=standard]").fill("45")
    save(admin)
    assert page.get_by_text("標準処理期間は45日です").count() == 1
    with page.expect_navigation():
        page.get_by_role("button", name="元に戻す").click()
    assert page.get_by_text("標準処理期間は45日です").count() == 0
    phone = officer("office-admin", width=360, height=740)
    for path in ["flow", "flow/trial", "flow/values", "flow/publish", "flow/procedures/change", "flow/procedures/plan/stages/decision"]:
        phone.open(f"{flowers}/{path}")
        phone.check(f"flow-phone-{path.replace('/', '-')}")
