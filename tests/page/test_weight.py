"""A first visit is small, and nothing asks another site."""

KB = 1024


def test_first_visit(context, server):
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    bytes_of, names = {}, {}
    session.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]}))
    session.on("Network.webSocketCreated", lambda e: names.update({e["requestId"]: e["url"].split("?")[0]}))
    session.on("Network.loadingFinished", lambda e: bytes_of.update({e["requestId"]: e["encodedDataLength"]}))
    frames = []
    session.on("Network.webSocketFrameReceived", lambda e: frames.append(len(e["response"]["payloadData"]) * 3 // 4))
    page.goto(f"{server.url}/part/01-causes")
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(300)
    rows = sorted(
        ((names[i].replace(server.url, ""), size) for i, size in bytes_of.items() if names[i].startswith("http")),
        key=lambda r: -r[1],
    )
    total = sum(size for _, size in rows) + sum(frames)
    requests = [url for url in names.values() if not url.startswith(("blob:", "data:"))]
    print()
    for name, size in [*rows, ("websocket, received", sum(frames))]:
        print(f"{size / KB:8.1f} KB  {name}")
    print(f"{total / KB:8.1f} KB  in {len(requests)} requests")
    assert total <= 300 * KB
    assert len(requests) <= 14  # two of them for the typefaces, which nobody waits for


def test_slow_phone_on_slow_network(context, server):
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    session.send("Network.enable")
    speed = 1.6e6 / 8
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": speed, "uploadThroughput": speed / 2},
    )
    page.goto(f"{server.url}/part/01-causes", wait_until="commit")
    page.wait_for_selector("html[data-ready]")
    timing = page.evaluate("""() => { const n = performance.getEntriesByType('navigation')[0];
        return { answered: n.responseStart, ready: performance.getEntriesByName('workshop-ready')[0].startTime }; }""")
    after = timing["ready"] - timing["answered"]
    print(
        f"\nserver {timing['answered']:.0f} ms, then {after:.0f} ms to the first usable exercise (1.6 Mbit/s, 150 ms, 4 x slower)"
    )
    assert after < 4000
