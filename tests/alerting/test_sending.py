"""News on their way: signed, to checked addresses, within limits of time, tried again, given up."""

import datetime as dt
import email
import email.policy
import json
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from localweb.receivers import Hooks, hooks, mails, silent
from recoupe import alerting, pipeline, store
from recoupe.alerting import webhooks
from recoupe.errors import DeliveryError, UsageError
from recoupe.fetch import mailing, posting
from recoupe.fetch.mailing import Server
from recoupe.follows import RETRIES, Alert
from recoupe.ledger import Ledger
from recoupe.model import Page, Reading
from recoupe.store.store import Store

HERE = ("127.0.0.1",)
TEXT = (
    "Karl Holm said on Tuesday that the old bridge would close for a year.\n\n"
    "“The bridge is safe,” Anna Berg told reporters."
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    with store.open(str(tmp_path / "x.db"), create=True) as there:
        yield there


@pytest.fixture
def receiver() -> Iterator[Hooks]:
    with hooks() as there:
        yield there


def page(n: int, title: str | None = None) -> Reading:
    url = f"https://a.example/{n}"
    return pipeline.read(Page(f"r{n}", TEXT, "text/plain", url=url, lang="en", published="2024-05-08", title=title))


def hooked(ledger: Store, url: str, what: str = "bridge") -> Alert:
    return ledger.alert(ledger.follow("search", what).id, "webhook", url)[0]


def mailed(ledger: Store, name: str = "") -> Alert:
    return ledger.alert(ledger.follow("search", "bridge", name=name).id, "mail", "desk@paper.example")[0]


def sooner(ledger: Store) -> None:
    """Have everything that is put off due now."""
    ledger.engine.run("UPDATE delivery SET due = '2000-01-01T00:00:00.000000Z' WHERE due <> ''")


def test_a_webhook_gets_what_is_new_once_and_can_prove_whose_it_is(ledger: Store, receiver: Hooks) -> None:
    alert, sender = hooked(ledger, receiver.url("/in?x=1")), alerting.Sender(ledger, allow=HERE)
    assert str(sender.round()) == "0 sent"
    ledger.add(page(1))
    assert sender.round().sent == 1
    assert str(sender.round()) == "0 sent"
    (got,) = receiver.got
    assert (got.path, got.headers["content-type"]) == ("/in?x=1", "application/json")
    data = Webhook(alert.secret).verify(got.body, got.headers)["data"]
    assert data["follow"]["what"] == "bridge"
    assert [i["words"] for i in data["items"]] == ["the old bridge would close for a year", "The bridge is safe"]
    assert {i["url"] for i in data["items"]} == {"https://a.example/1"}
    with pytest.raises(WebhookVerificationError):
        Webhook(alert.secret).verify(got.body + b" ", got.headers)
    late = got.headers | {"webhook-timestamp": str(int(time.time()) - 600)}
    with pytest.raises(WebhookVerificationError):
        Webhook(alert.secret).verify(got.body, late)


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of Standard Webhooks."""
    made = webhooks.signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "1614265330",
        b'{"test": 2432232314}',
    )
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_is_tried_again_has_the_same_name(ledger: Store, receiver: Hooks) -> None:
    hooked(ledger, receiver.url())
    receiver.answers = [(503, {"Retry-After": "7200"}), (204, {})]
    sender = alerting.Sender(ledger, allow=HERE)
    ledger.add(page(1))
    assert str(sender.round()) == "0 sent, 1 to be tried again"
    (alert,) = ledger.alerts()
    assert (alert.state, alert.error) == ("active", "127.0.0.1 answers 503")
    (waiting,) = ledger.deliveries(alert.id)
    assert waiting.due is not None
    assert waiting.due - dt.datetime.now(dt.UTC) > dt.timedelta(minutes=119)
    assert sender.round().sent == 0
    sooner(ledger)
    assert sender.round().sent == 1
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1
    assert ledger.alerts()[0].error == ""


@pytest.mark.parametrize(
    ("status", "headers", "why"),
    [
        (301, {"Location": "http://127.0.0.1/secret"}, "answers 301, and leads elsewhere"),
        (404, {}, "answers 404"),
        (500, {"Retry-After": "never"}, "answers 500"),
        (429, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, "answers 429"),
    ],
)
def test_what_is_no_success_is_tried_again(
    ledger: Store, receiver: Hooks, status: int, headers: dict[str, str], why: str
) -> None:
    hooked(ledger, receiver.url())
    receiver.answers = [(status, headers)]
    ledger.add(page(1))
    assert alerting.Sender(ledger, allow=HERE).round().later == 1
    assert why in ledger.alerts()[0].error
    assert len(receiver.got) == 1  # no redirect is followed


def test_who_says_that_it_is_gone_is_given_up_at_once(ledger: Store, receiver: Hooks) -> None:
    hooked(ledger, receiver.url())
    receiver.answers = [(410, {})]
    ledger.add(page(1))
    sender = alerting.Sender(ledger, allow=HERE)
    assert sender.round().failed == 1
    assert [a.state for a in ledger.alerts()] == ["broken"]
    ledger.add(page(2))
    assert str(sender.round()) == "0 sent"
    assert len(receiver.got) == 1


def test_who_never_answers_is_given_up_in_the_end(ledger: Store) -> None:
    with silent() as port:
        alert, sender = hooked(ledger, f"http://127.0.0.1:{port}/"), alerting.Sender(ledger, allow=HERE)
    ledger.add(page(1))
    for _ in RETRIES:
        assert sender.round().later == 1
        sooner(ledger)
    assert str(sender.round()) == "0 sent, 1 given up"
    assert ledger.deliveries(alert.id)[0].tries == len(RETRIES) + 1
    assert [line.action for line in ledger.log()] == ["alert broken"]


@pytest.mark.parametrize("drip", [b"", b"H"])
def test_who_is_slow_is_left_in_time(drip: bytes) -> None:
    with silent(drip) as port:
        start = time.monotonic()
        with pytest.raises(DeliveryError, match="too long"):
            posting.post(f"http://127.0.0.1:{port}/", b"{}", {}, seconds=0.5, allow=HERE)
        assert time.monotonic() - start < 2


def test_who_does_not_answer_keeps_nobody_waiting(
    ledger: Store, receiver: Hooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(posting.post.__kwdefaults__, "seconds", 0.5)  # type: ignore[arg-type]
    with silent() as port:
        for n in range(6):
            hooked(ledger, f"http://127.0.0.1:{port}/{n}")
        hooked(ledger, receiver.url())
        ledger.add(page(1))
        start = time.monotonic()
        done = alerting.Sender(ledger, allow=HERE).round()
    assert (done.sent, done.later) == (1, 6)
    assert time.monotonic() - start < 2.5


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://a.localhost:80/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "https://a.example:25/",
        "ftp://a.example/",
        "https://anna:word@a.example/",
        "javascript:alert(1)",
        "https://a.example/\r\nX: y",
        "",
    ],
)
def test_what_must_not_be_posted_to(url: str) -> None:
    with pytest.raises(DeliveryError):
        posting.post(url, b"{}", {}, seconds=2)


def test_names_that_stand_for_this_machine_are_refused_when_it_is_sent(
    ledger: Store, receiver: Hooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(2, 1, 6, "", ("127.0.0.1", receiver.port))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: found)
    url = "http://inside.example:8080/"
    hooked(ledger, alerting.target("webhook", url))
    ledger.add(page(1))
    assert alerting.Sender(ledger).round().later == 1
    assert "this machine itself" in ledger.alerts()[0].error
    assert receiver.got == []


def test_a_search_that_takes_long_is_looked_for_less_often(
    ledger: Store, receiver: Hooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooked(ledger, receiver.url())
    sender = alerting.Sender(ledger, allow=HERE)
    monkeypatch.setattr("recoupe.alerting.sending._LONG", 0.0)
    monkeypatch.setattr("recoupe.alerting.sending._REST", 10_000)
    sender.round()
    ledger.add(page(1))
    assert sender.round().sent == 0
    monkeypatch.setattr(sender, "_rests", {})
    assert sender.round().sent == 1


def test_mail_says_what_is_new(ledger: Store) -> None:
    mailed(ledger, "the bridge\r\nBcc: all@paper.example")
    ledger.add(page(1, title="A bridge\nTo: x@y.example"))
    with mails() as there:
        server = Server("smtp+plain", "127.0.0.1", there.port)
        link = alerting.shown_at("https://desk.example/")
        assert alerting.Sender(ledger, mail=(server, "recoupe@paper.example"), link=link).round().sent == 1
    (got,) = there.got
    assert (got.mail_from, got.rcpt_tos) == ("recoupe@paper.example", ["desk@paper.example"])
    assert isinstance(got.content, bytes)
    message = email.message_from_bytes(got.content, policy=email.policy.default)
    assert message["Subject"] == "2 new: the bridge Bcc: all@paper.example"
    assert (message["Bcc"], message.get_all("To")) == (None, ["desk@paper.example"])
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].startswith("<d1")
    text = message.get_content()
    assert "Anna Berg: “The bridge is safe”" in text
    assert "https://a.example/1" in text
    assert "https://desk.example/statement/s1" in text


def test_mail_waits_where_there_is_no_server(ledger: Store) -> None:
    mailed(ledger)
    ledger.add(page(1))
    assert str(alerting.Sender(ledger).round()) == "0 sent"
    with mails() as there:
        sender = alerting.Sender(ledger, mail=(Server("smtp+plain", "127.0.0.1", there.port), "recoupe@paper.example"))
        assert sender.round().sent == 1


@pytest.mark.parametrize(("said", "state"), [("550 no such user", "broken"), ("451 come back later", "active")])
def test_an_address_that_takes_no_mail(ledger: Store, said: str, state: str) -> None:
    mailed(ledger)
    ledger.add(page(1))
    with mails() as there:
        there.refused["desk@paper.example"] = said
        sender = alerting.Sender(ledger, mail=(Server("smtp+plain", "127.0.0.1", there.port), "recoupe@paper.example"))
        sender.round()
    (alert,) = ledger.alerts()
    assert alert.state == state
    assert said in alert.error


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    if not shutil.which("openssl"):
        pytest.skip("skipped: no openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    cert, key = str(folder / "cert.pem"), str(folder / "key.pem")
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    new = ["-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2"]
    subprocess.run(["openssl", "req", "-x509", *subject, *new], check=True, capture_output=True)
    return cert, key


def contexts(certificate: tuple[str, str]) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(*certificate)
    return theirs, ssl.create_default_context(cafile=certificate[0])


def message() -> email.message.EmailMessage:
    made = email.message.EmailMessage()
    made["From"], made["To"], made["Subject"] = "recoupe@paper.example", "desk@paper.example", "Nouvelles"
    made.set_content("“Déjà vu”\n")
    return made


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the server of the test knows nothing of TLS at once
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_mail_goes_over_tls(certificate: tuple[str, str], scheme: str) -> None:
    theirs, ours = contexts(certificate)
    with mails(theirs, at_once=scheme == "smtps") as there:
        mailing.send(message(), Server(scheme, "127.0.0.1", there.port, "desk", "open: sesame"), tls=ours)
        with pytest.raises(DeliveryError, match="does not take the name and password") as e:
            mailing.send(message(), Server(scheme, "127.0.0.1", there.port, "desk", "wrong word"), tls=ours)
        assert "wrong word" not in str(e.value)
        with pytest.raises(DeliveryError, match="does not prove who it is"):
            mailing.send(message(), Server(scheme, "127.0.0.1", there.port, "desk", "open: sesame"))
    assert len(there.got) == 1
    assert "Déjà vu" in email.message_from_bytes(there.got[0].content, policy=email.policy.default).get_content()  # type: ignore[arg-type]


def test_a_server_without_tls_gets_nothing_unless_that_is_meant() -> None:
    with mails() as there:
        with pytest.raises(DeliveryError, match="does not offer what is needed"):
            mailing.send(message(), Server("smtp", "127.0.0.1", there.port))
        assert there.got == []
        mailing.send(message(), Server("smtp+plain", "127.0.0.1", there.port))
    assert len(there.got) == 1


@pytest.mark.parametrize(
    ("drip", "first"), [(b"", b""), (b"x", b""), (b"", b"220 there\r\n"), (b"250-x\r\n", b"220 there\r\n")]
)
def test_a_server_of_mail_that_is_slow_is_left_in_time(drip: bytes, first: bytes) -> None:
    with silent(drip, first) as port:
        start = time.monotonic()
        with pytest.raises(DeliveryError):
            mailing.send(message(), Server("smtp+plain", "127.0.0.1", port), seconds=0.5)
        assert time.monotonic() - start < 2


def test_a_server_that_is_not_ready_or_not_there() -> None:
    with silent(first=b"554 no\r\n") as port, pytest.raises(DeliveryError, match="answers 554 no"):
        mailing.send(message(), Server("smtp+plain", "127.0.0.1", port), seconds=2)
    with pytest.raises(DeliveryError, match="takes no mail"):
        mailing.send(message(), Server("smtp+plain", "127.0.0.1", port), seconds=2)


def test_addresses_of_servers() -> None:
    assert mailing.server("smtp://d%40e:a%3Ab@mail.example") == Server("smtp", "mail.example", 587, "d@e", "a:b")
    assert mailing.server("smtps://mail.example") == Server("smtps", "mail.example", 465)
    assert mailing.server("smtp+plain://localhost:2525") == Server("smtp+plain", "localhost", 2525)
    for url in ("mail.example", "http://mail.example", "smtp://", "smtp://x:word@h:99999", "smtp+plain://x:word@h"):
        with pytest.raises(UsageError) as e:
            mailing.server(url)
        assert "word@" not in str(e.value).replace("password@", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "anna@",
        "@a.example",
        "a@b",
        "a b@c.example",
        "a@b.example\nBcc: c@d.example",
        "ä@b.example",
        "a" * 250 + "@b.example",
        "<a@b.example>",
        "a@b.example, c@d.example",
    ],
)
def test_what_is_no_address_of_mail(text: str) -> None:
    with pytest.raises(UsageError, match="no address of mail"):
        alerting.address(text)


def test_a_group_that_is_no_more_breaks_its_alert_and_no_other(ledger: Store, receiver: Hooks) -> None:
    given = page(1)
    ledger.add(given)
    story = ledger.group_of("story", given.article.id)
    assert story is not None
    ledger.alert(ledger.follow("story", story.id).id, "webhook", receiver.url("/gone"))
    hooked(ledger, receiver.url("/in"))
    ledger.forget(url="https://a.example/1", delete=True, person="clerk")
    ledger.add(page(2))
    done = alerting.Sender(ledger, allow=HERE).round()
    assert (done.sent, done.broken) == (1, 1)
    assert [a.state for a in ledger.alerts()] == ["broken", "active"]


def test_what_was_forgotten_before_it_was_sent_is_not_sent(ledger: Store, receiver: Hooks) -> None:
    alert = hooked(ledger, receiver.url())
    ledger.add(page(1))
    ledger.gather(alert.id, dt.datetime.now(dt.UTC))
    ledger.forget(name="Anna Berg", delete=True, person="clerk")
    alerting.Sender(ledger, allow=HERE).round()
    assert b"Anna" not in receiver.got[0].body
    assert len(json.loads(receiver.got[0].body)["data"]["items"]) == 1


def test_alerts_go_out_beside_other_work(tmp_path: Path, receiver: Hooks) -> None:
    path = str(tmp_path / "y.db")
    told: list[str] = []
    with store.open(path, create=True) as there:
        hooked(there, receiver.url())

    def sender(there: Ledger) -> alerting.Sender:
        return alerting.Sender(there, allow=HERE)

    with alerting.Background(lambda: store.open(path), sender, every=0.02, said=told.append):
        with store.open(path) as there:
            there.add(page(1))
        soon(lambda: bool(told))
    assert told == ["1 sent"]
    assert len(receiver.got) == 1
    assert "alerts" not in {thread.name for thread in threading.enumerate()}


def test_a_ledger_that_is_away_for_a_while_is_no_end(tmp_path: Path) -> None:
    path = str(tmp_path / "none.db")
    told: list[str] = []
    with alerting.Background(lambda: store.open(path), alerting.Sender, every=0.02, said=told.append):
        soon(lambda: len(told) > 2)
    assert "no such ledger" in told[0]


def soon(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)
