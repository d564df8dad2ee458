"""An administrator builds the カラフル flow from nothing, and it runs: two windows, two reviewers, approval, letters."""

import datetime
import re

import pytest

from conftest import Person

HOME = "/administration/programmes/colour-bureau/rainbow"
ROUND = "colour-bureau/rainbow/first"


def go(person, path):
    person.page.goto(person.address + path)
    return person.page


def send(page, button):
    """Presses a button and waits for the page it leads to."""
    with page.expect_navigation():
        button.first.click()


def save(page):
    send(page, page.get_by_role("button", name="保存する", exact=True))


def letter(admin, title, body, reason=False):
    page = go(admin, f"{HOME}/letters")
    page.locator("[name='title.ja']").fill(title)
    page.locator("[name=number]").fill("虹")
    page.locator("[name=body]").fill(body)
    if reason:
        page.locator("[name='item.1.label']").fill("理由")
        page.locator("[name='item.1.text']").fill("{理由}")
    admin.check("rainbow-letter")
    send(page, page.get_by_role("button", name=re.compile("を公開する")))
    assert page.get_by_text("通知書を保存し").count() == 1, page.locator("main").inner_text()[:500]


def add_stage(page, procedure, name, kind):
    page.locator(f"#procedure-{procedure} .outline-add [name=name]").fill(name)
    page.locator(f"#procedure-{procedure} .outline-add [name=kind]").select_option(kind)
    send(page, page.locator(f"button[value='stage:{procedure}']"))


def option(page, box, label):
    """Chooses an option by what it says."""
    select = page.locator(f"[name='{box}']")
    select.select_option(select.locator("option", has_text=label).first.get_attribute("value"))


@pytest.fixture(scope="module")
def rainbow(chromium, demo, entered):
    """The programme as an administrator builds it, from a blank one, on a wide screen."""
    admin = Person(chromium, demo)
    if "office-admin" in entered:
        admin.context.add_cookies(entered["office-admin"])
    else:
        admin.sign_in_office("office-admin")
        entered["office-admin"] = admin.context.cookies()
    page = go(admin, "/administration")
    option(page, "source", "白紙から作る")
    page.locator("[name=name]").fill("カラフル補助金（二つ目）")
    page.locator("[name=code]").fill("rainbow")
    send(page, page.get_by_role("button", name="補助金を作る"))
    assert page.url.split("?")[0].endswith(HOME), page.locator("main").inner_text()[:400]
    letter(admin, "採択通知書", "{申請日}付けで申請のあった「{事業名}」を採択しましたので通知します。")
    letter(admin, "不採択通知書", "「{事業名}」は、次の理由により採択しないことに決定しました。", reason=True)
    letter(admin, "交付決定通知書", "「{事業名}」への補助金の交付を決定しましたので通知します。")

    # The first procedure gets an external review between the check and the decision.
    page = go(admin, f"{HOME}/flow")
    add_stage(page, "application", "外部審査", "review")
    page.locator("#procedure-application .outline-head a").first.click()
    page.locator("[name='name.ja']").fill("公募申請")
    page.locator("[name=standard]").fill("60")
    save(page)
    page = go(admin, f"{HOME}/flow/procedures/application/stages/review")
    page.locator("[name=due]").fill("10")
    page.locator("[name=sheet]").select_option("score")
    option(page, "o.0.to", "採否の決定")
    page.locator("[name='o.0.label.ja']").fill("採否の決定へ進める")
    admin.check("rainbow-stage")
    save(page)
    page = go(admin, f"{HOME}/flow/procedures/application/stages/check")
    option(page, "o.0.to", "外部審査")
    page.locator("[name='o.0.label.ja']").fill("外部審査へ進める")
    save(page)

    # The grant, which an adoption opens.
    page.locator("form:has(button[value=procedure]) [name=name]").fill("交付申請")
    send(page, page.locator("button[value=procedure]"))
    page = go(admin, f"{HOME}/flow/procedures/procedure")
    page.locator("[name=days]").fill("30")
    page.locator("[name=mandatory]").check()
    save(page)
    page = go(admin, f"{HOME}/flow/procedures/procedure/stages/decision")
    option(page, "o.0.to", "交付決定")
    page.locator("[name='o.0.label.ja']").fill("交付を決定する")
    for fold in page.locator("details").all():
        fold.evaluate("element => { element.open = true }")
    option(page, "o.0.letter", "交付決定通知書")
    save(page)
    page = go(admin, f"{HOME}/flow/procedures/application/stages/decision")
    for fold in page.locator("details").all():
        fold.evaluate("element => { element.open = true }")
    option(page, "o.0.letter", "採択通知書")
    page.locator("[name='o.0.opens'][value=procedure]").check()
    option(page, "o.1.letter", "不採択通知書")
    save(page)
    assert page.get_by_text("直すところはありません").count() == 1, page.locator("main").inner_text()[:800]
    admin.check("rainbow-flow")
    phone = Person(chromium, demo, width=360, height=740)
    phone.context.add_cookies(entered["office-admin"])
    go(phone, f"{HOME}/flow")
    phone.check("rainbow-flow-phone")
    phone.context.close()
    page = go(admin, f"{HOME}/flow/publish")
    page.locator("[name=rounds]").first.check()
    admin.check("rainbow-publish")
    send(page, page.get_by_role("button", name=re.compile("として公開する")))

    # The round: two windows, open now.
    page = go(admin, f"/administration/rounds/{ROUND}")
    today = datetime.date.today()
    for name, day in (("opens", today - datetime.timedelta(days=2)), ("closes", today + datetime.timedelta(days=20))):
        for part in ("year", "month", "day"):
            page.locator(f"[name='{name}.{part}']").fill(str(getattr(day, part)))
    save(page)
    admin.check("rainbow-round")
    page.locator("[name=visibility][value=published]").check()
    send(page, page.get_by_role("button", name="公開の範囲を変更する"))
    yield ROUND
    admin.context.close()


def apply(person, title, window):
    """Files in the round, at a phone's width; gives the receipt number."""
    page = go(person, f"/rounds/{ROUND}/apply")
    page.locator(f"[name=window][value={window}]").check()
    send(page, page.get_by_role("button", name=re.compile("申請を始める|新しく申請する")))
    filing = re.search(r"/filings/[0-9a-f-]+", page.url).group()
    person.check("rainbow-tasks-phone")
    page = go(person, f"{filing}/sections/organisation")
    page.locator("[name='担当者']").fill("朱雀 花子")
    page.locator("[name='担当者電話']").fill("03-1234-5678")
    person.press("保存して次へ")
    page = go(person, f"{filing}/sections/plan")
    page.locator("[name='事業名']").fill(title)
    page.locator("[name='事業の内容']").fill("虹の色の染料を、地域の植物から作ります。")
    page.locator("[name='申請額']").fill("1,200,000")
    person.check("rainbow-plan-phone")
    person.press("保存して次へ")
    page = go(person, f"{filing}/check")
    person.check("rainbow-check-phone")
    person.press("この内容で申請する")
    assert "/receipt" in page.url, page.locator("main").inner_text()[:800]
    return page.locator(".receipt-number strong").inner_text()


def test_the_rainbow_runs_through_two_windows_two_reviewers_approval_and_letters(someone, officer, rainbow):
    people = {}
    for who, title, window in (("朱色工房", "朱の虹", "kanto"), ("あかね染織", "茜の虹", "kinki")):
        person = someone(width=360, height=740)
        person.sign_in(who)
        people[window] = (person, apply(person, title, window))
    for window in ("kanto", "kinki"):
        applicant, number = people[window]
        staff = officer(f"staff-{window}")
        page = go(staff, f"/office?q={number}")
        staff.follow(number)
        case = page.url
        other = officer("staff-kinki" if window == "kanto" else "staff-kanto")
        assert other.page.goto(case).status == 404, "a window's cases are no other's"
        staff.press("外部審査へ進める")
        assert page.get_by_text("次に動く人").count() == 1
        for name in ("一郎", "二葉"):
            page.goto(case)
            select = page.locator("select[name=reviewer]")
            select.select_option(select.locator("option", has_text=re.compile(name)).first.get_attribute("value"))
            send(page, select.locator("xpath=ancestor::form").get_by_role("button", name="割り当てる", exact=True))
        for login in ("reviewer-1", "reviewer-2"):
            reviewer = officer(login, width=360, height=740)
            view = go(reviewer, "/review")
            reviewer.follow(number)
            view.locator("[name=conflict][value=none]").check()
            send(view, view.locator("form[action$='/declaration'] button[type=submit]"))
            for criterion in ("必要性", "実現可能性", "効果"):
                view.locator(f"[name='{criterion}'][value='4']").check()
            view.locator("[name='総評']").fill("地域の植物を使う、具体的な計画です。")
            reviewer.check("rainbow-score-phone")
            send(view, view.locator("button[value=submit]"))
        page.goto(case)
        assert page.get_by_text("次に動く人").count() == 1
        staff.press("採否の決定へ進める")
        page.locator("[name=outcome][value=adopt]").check()
        send(page, page.locator("form[action$='/proposal'] button[type=submit]"))
        approver = officer("approver-kanto")
        approver.page.goto(case)
        approver.check("rainbow-confirm")
        send(approver.page, approver.page.locator("form[action$='/proposal/confirm'] button[type=submit]"))

        # The applicant reads the letter on the phone, and files what it opens.
        page = go(applicant, "/mypage")
        applicant.follow(number)
        assert page.get_by_text("次はあなたの番です").count() == 1, page.locator("main").inner_text()[:600]
        applicant.check("rainbow-case-phone")
        applicant.follow("採択通知書")
        assert "虹第" in page.locator(".letter").inner_text()
        applicant.check("rainbow-letter-phone")
        page.go_back()
        applicant.press("交付申請を始める")
        filing = re.search(r"/filings/[0-9a-f-]+", page.url).group()
        page = go(applicant, f"{filing}/sections/main")
        page.locator("[name='内容']").fill("交付を申請します。")
        applicant.press("保存して次へ")
        go(applicant, f"{filing}/check")
        applicant.press("この内容で申請する")
        page = staff.page
        page.goto(case)
        staff.press("決定へ進める")
        page.locator("[name=outcome]").first.check()
        send(page, page.locator("form[action$='/proposal'] button[type=submit]"))
        approver.page.goto(case)
        send(approver.page, approver.page.locator("form[action$='/proposal/confirm'] button[type=submit]"))
        page = go(applicant, "/mypage")
        applicant.follow(number)
        assert page.get_by_role("link", name=re.compile("交付決定通知書")).count() == 1
        applicant.check()
