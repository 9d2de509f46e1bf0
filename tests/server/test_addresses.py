"""Only our addresses exist, and every answer carries the headers that keep it to itself."""

import re

import httpx
import pytest

from tests.support.server import Server, wait_until

pytestmark = pytest.mark.server

NOWHERE = [
    "/tree",
    "/voila/tree",
    "/voila/render/00-welcome.ipynb",
    "/voila/render/parts/00-welcome.ipynb",
    "/notebooks",
    "/notebooks/00-welcome.ipynb",
    "/00-welcome.ipynb",
    "/part/00-welcome.ipynb",
    "/part/console",
    "/part/..%2fconsole",
    "/part/../../pages/console",
    "/api/contents",
    "/voila/api/contents/",
    "/api/kernels",
    "/api/kernels/",
    "/api/kernelspecs",
    "/api/sessions",
    "/api/status",
    "/api/terminals",
    "/api/me",
    "/voila/files/00-welcome.ipynb",
    "/voila/static/voila.js",
    "/voila/templates/lab/index.html.j2",
    "/voila/labextensions/x",
    "/voila/query/x",
    "/login",
    "/logout",
    "/files/secret",
    "/static/../secret",
    "/static/000000000000/../../secret",
    "/robots.txt",
    "/.env",
    "/console.ipynb",
    "/metrics",
    "/lab",
    "/api",
]


@pytest.mark.parametrize("path", NOWHERE)
def test_nothing_else_is_there(server: Server, path):
    with server.joined() as client:
        answer = client.get(path)
    assert answer.status_code == 404
    assert "IntSlider" not in answer.text
    assert "There is no page here" in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/nothing", "/part/00-welcome", "/api/kernels", "/console"])
def test_other_methods_are_answered_calmly(server: Server, path, method):
    answer = server.client().request(method, path)
    assert answer.status_code in {403, 404, 405}
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/help", "/privacy", "/blank", "/nothing", "/console", "/part/00-welcome", "/j/0"]
)
def test_headers_keep_a_page_to_itself(server: Server, path):
    headers = server.client().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"https?:|\*|unsafe-eval", policy)
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in headers["Cache-Control"]
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Server" not in headers


def test_a_live_page_allows_its_own_sockets_and_no_other_site(server: Server):
    with server.joined() as client:
        policy = client.get("/part/00-welcome").headers["Content-Security-Policy"]
    host = server.url.removeprefix("http://")
    assert f"ws://{host}" in policy
    assert re.findall(r"wss?://[^ ;]+", policy) == [f"ws://{host}", f"wss://{host}"]
    assert "script-src 'self' blob:;" in policy


def test_a_strange_host_does_not_get_into_the_policy(server: Server):
    with server.joined() as client:
        answer = client.get("/part/00-welcome", headers={"Host": "x; script-src *"})
    assert "script-src *" not in answer.headers.get("Content-Security-Policy", "")


def test_a_proxy_that_hides_the_name_is_said_on_the_page_and_in_the_terminal(server: Server):
    with server.client() as client:
        for _ in range(2):
            answer = client.get("/", headers={"Host": "inside.example"})
            assert answer.status_code == 421
            assert "This address leads to the workshop, but is not its own." in answer.text
    assert wait_until(lambda: any("must pass the Host header on" in line for line in server.output))
    said = [line for line in server.output if "was asked for under a name" in line]
    assert len(said) == 1, "once, however often somebody asks"


def test_no_page_names_another_site_as_a_source(server: Server):
    with server.joined() as client:
        for path in ("/", "/help", "/privacy", "/nothing", "/part/00-welcome"):
            page = client.get(path).text
            assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]+\.(?:js|css|png|svg|woff2?)', page), path
            assert not re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//', page), path


def test_nobody_gets_a_lasting_cookie(server: Server):
    with server.joined() as client:
        client.get("/part/00-welcome")
        names = {cookie.name: cookie for cookie in client.cookies.jar}
    assert {"_xsrf", "workshop-room"} <= set(names) <= {"_xsrf", "workshop-room", "workshop_way", "workshop-language"}
    assert all(cookie.expires is None for cookie in names.values())


def test_static_files_last_and_are_compressed(server: Server):
    client = server.client()
    found = re.search(r'href="(/static/([0-9a-f]{12})/site/site.css)"', client.get("/").text)
    answer = client.get(found[1], headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert client.get(found[1], headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    old = client.get(found[1].replace(found[2], "0" * 12))
    assert old.status_code == 200
    assert old.headers["Cache-Control"] == "no-cache"
    assert client.head(found[1]).status_code == 200


def test_a_big_request_is_refused_and_the_server_lives(server: Server):
    client = server.client()
    try:
        answer = client.post("/join", content=b"x" * 2_000_000)
        assert answer.status_code >= 400
    except httpx.TransportError:
        pass
    assert server.client().get("/health").status_code == 200


def test_the_log_holds_no_code_key_kernel_or_address(server: Server):
    with server.joined() as client:
        client.get(f"/j/{server.code}")
        server.lead(client, server.new_link())
        client.get(f"/console/{server.code}-{'b' * 22}")
        client.get("/part/01-causes")
    log = [line for line in server.output if line.startswith(("INFO", "WARNING", "ERROR"))]
    assert any("GET join link 200" in line for line in log)
    for line in log:
        assert server.code not in line
        assert server.console_link.rsplit("-", 1)[1] not in line
        assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", line), line
        assert not re.search(r"\d+\.\d+\.\d+\.\d+", line), line
