/* The page "Tải tủ sách về máy": packs with their sizes, fetched with progress and pause, picked up where they stopped. */
(function () {
  "use strict";
  const ROOT = tusachVisit.root, KEPT = "tusach " + ROOT.pathname + " kept", WISH = "tusach-keep " + ROOT.pathname, AT_ONCE = 4, TRIES = 3;
  const BUNDLES = "tai-ve/data/";
  const page = document.querySelector("[data-keep]"), rows = page.querySelector("[data-keep-packs]"), books = page.querySelector("[data-keep-books]");
  const status = page.querySelector("[data-keep-status]"), bar = page.querySelector("progress"), pause = page.querySelector("[data-keep-pause]");
  let list, running;

  const tools = page.querySelector("[data-keep-tools]");
  const say = (words) => { status.textContent = words; };
  const size = (bytes) => bytes < 1e6 ? Math.max(1, Math.round(bytes / 1000)) + " kB" : (bytes / 1e6).toFixed(1).replace(".", ",") + " MB";
  const remember = (wish) => { try { wish ? localStorage.setItem(WISH, JSON.stringify(wish)) : localStorage.removeItem(WISH); } catch (error) { /* private window */ } };
  const remembered = () => { try { return JSON.parse(localStorage.getItem(WISH)); } catch (error) { return null; } };
  const addressOf = (path) => new URL("./" + encodeURI(path.replace(/(^|\/)index\.html$/, "$1")).replace(/[?#]/g, encodeURIComponent), ROOT).href;

  async function hashOf(buffer) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", buffer));
    return Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  /* The numbers of the files on the phone that are those of the list. */
  async function onPhone() {
    const cache = await caches.open(KEPT), found = new Set();
    await Promise.all(list.files.map(async ([path, , hash], number) => {
      const response = await cache.match(addressOf(path));
      if (response && response.headers.get("x-tusach-hash") === hash) found.add(number);
    }));
    return found;
  }
  const wantedOf = (pack, withBooks) => pack.files.concat(withBooks ? pack.books : []);
  const sum = (numbers) => numbers.reduce((total, number) => total + list.files[number][1], 0);

  async function put(cache, url, body, given, hash) {
    const headers = new Headers(given);
    for (const name of ["content-encoding", "content-length"]) headers.delete(name);
    headers.set("x-tusach-fetched", new Date().toISOString());
    headers.set("x-tusach-hash", hash);
    await cache.put(url, new Response(body, { headers }));
  }

  /* Many small files of script travel as one; each is put where its own address would be, and says in which it came. */
  async function unpack(cache, bundle, text) {
    for (const [path, body] of Object.entries(JSON.parse(text))) {
      await put(cache, addressOf(path), body, { "content-type": "text/javascript; charset=utf-8", "x-tusach-bundle": bundle }, "");
    }
  }
  const failure = (name) => Object.assign(new Error(name), { name });
  async function one(cache, number, signal) {
    const [path, , hash] = list.files[number];
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await fetch(addressOf(path), { cache: "no-cache", signal });
        if (response.status >= 500 || response.status === 429) throw failure("Busy");
        const body = await response.arrayBuffer();
        if (!response.ok || await hashOf(body) !== hash) throw failure("Changed");
        const isBundle = path.startsWith(BUNDLES);
        if (isBundle) await unpack(cache, path, new TextDecoder().decode(body));
        await put(cache, addressOf(path), isBundle ? "" : body, response.headers, hash);
        return;
      } catch (error) {
        if (["AbortError", "QuotaExceededError", "Changed"].includes(error.name) || attempt === TRIES) throw error;
        await new Promise((done) => setTimeout(done, 400 * attempt));
      }
    }
  }

  async function roomFor(bytes) {
    if (!navigator.storage || !navigator.storage.estimate) return true;
    const { quota, usage } = await navigator.storage.estimate(), free = quota - usage;
    if (bytes * 1.1 < free) return true;
    say("Máy không đủ chỗ: cần " + size(bytes) + ", trình duyệt còn " + size(Math.max(0, free)) + ". Chọn phần nhỏ hơn, xóa bớt ảnh trong máy, hoặc bấm “Xóa những gì đã tải”.");
    return false;
  }

  async function fetchPack(pack, withBooks) {
    if (running) return;
    const mine = running = new AbortController(), all = wantedOf(pack, withBooks), total = sum(all);
    let done = 0;
    function progress() {
      if (mine.signal.aborted) return;
      bar.hidden = pause.hidden = false;
      bar.max = total;
      bar.value = done;
      say("Đang tải “" + pack.label + "”: " + size(done) + " / " + size(total));
    }
    remember({ key: pack.key, withBooks });
    try {
      const cache = await caches.open(KEPT), have = await onPhone(), lacking = all.filter((number) => !have.has(number));
      done = total - sum(lacking);
      if (await roomFor(total - done)) {
        progress();
        await fetchAll(cache, lacking, mine, (number) => { done += list.files[number][1]; progress(); });
        await forgetOld(cache);
        remember(null);
        say("Đã tải xong “" + pack.label + "” (" + size(total) + "). Tắt mạng vẫn đọc được.");
      }
    } catch (error) {
      mine.abort();
      say(reasonFor(error, done, total));
    }
    running = null;
    bar.hidden = pause.hidden = true;
    show();
  }
  /* Several at once; the bundle that names the others comes after them: until then the old search is whole. */
  async function fetchAll(cache, lacking, mine, finished) {
    const queue = lacking.filter((number) => number !== list.last);
    let first;
    async function worker() {
      try {
        for (let number; !mine.signal.aborted && (number = queue.shift()) !== undefined;) {
          await one(cache, number, mine.signal);
          finished(number);
        }
      } catch (error) {
        first = first || error;
        mine.abort();
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (first || mine.signal.aborted) throw first || failure("AbortError");
    if (lacking.includes(list.last)) {
      await one(cache, list.last, mine.signal);
      finished(list.last);
    }
  }
  /* What only an older search had would stay on the phone for ever. It goes when the new one is whole. */
  async function forgetOld(cache) {
    const have = await onPhone(), search = list.packs.find((pack) => pack.key === "tra-cuu");
    if (!search.files.every((number) => have.has(number))) return;
    const now = new Set(list.files.map((row) => row[0]));
    for (const request of await cache.keys()) {
      const path = request.url.slice(ROOT.href.length), isBundle = path.startsWith(BUNDLES);
      if (!isBundle && !path.startsWith("search/")) continue;
      const cameIn = isBundle ? path : (await cache.match(request)).headers.get("x-tusach-bundle");
      if (!now.has(cameIn)) await cache.delete(request);
    }
  }
  function reasonFor(error, done, total) {
    const kept = " Đã giữ được " + size(done) + " / " + size(total) + ".";
    if (error.name === "AbortError") return "Đã dừng." + kept + " Bấm “Tải tiếp” lúc nào cũng được.";
    if (error.name === "QuotaExceededError") return "Máy hết chỗ." + kept + " Xóa bớt ảnh hoặc ứng dụng rồi bấm “Tải tiếp”, hoặc bấm “Xóa những gì đã tải”.";
    if (error.name === "Changed") return "Có tệp trên mạng không còn như trong danh sách, có thể tủ sách vừa có bản mới." + kept + " Tải lại trang này rồi bấm “Tải tiếp”.";
    if (error.name === "Busy") return "Máy chủ của tủ sách đang bận." + kept + " Lát nữa bấm “Tải tiếp”.";
    return "Mất mạng giữa chừng." + kept + " Có mạng thì bấm “Tải tiếp”.";
  }

  let shows = 0;
  async function show() {
    const turn = ++shows, have = await onPhone(), wish = remembered(), made = [];
    if (turn !== shows) return;
    for (const pack of list.packs) {
      const all = wantedOf(pack, books.checked), lacking = all.filter((number) => !have.has(number)), row = document.createElement("li"), name = document.createElement("span"), button = document.createElement("button");
      const begun = wish && wish.key === pack.key && wish.withBooks === books.checked;
      name.textContent = pack.label + ", " + size(sum(all)) + (lacking.length && lacking.length < all.length ? ", còn thiếu " + size(sum(lacking)) : "");
      button.type = "button";
      button.disabled = Boolean(running) || !lacking.length;
      button.textContent = !lacking.length ? "Đã có trên máy" : begun ? "Tải tiếp" : "Tải về";
      button.setAttribute("aria-label", button.textContent + ": " + pack.label);
      button.addEventListener("click", () => { fetchPack(pack, books.checked); show(); });
      row.append(name, button);
      made.push(row);
    }
    rows.textContent = "";
    rows.append(...made);
  }

  const cannot = (words) => { tools.hidden = true; say(words); };
  async function begin() {
    if (location.protocol === "file:") return cannot("Bạn đang đọc bản đã nằm trên máy, không cần tải nữa.");
    if (/^http:$/.test(location.protocol) && !isSecureContext) return cannot("Tủ sách này chưa dùng https nên trình duyệt không cho lưu trang để đọc khi mất mạng. Xin báo cho nơi quản lý trang; trong lúc chờ, tải từng cuốn ở cuối mỗi bài.");
    if (!tusachVisit.possible) return cannot("Trình duyệt này không lưu được trang để đọc khi mất mạng. Hãy dùng Chrome, Cốc Cốc, Firefox hoặc Safari bản mới, hoặc tải từng cuốn PDF ở cuối mỗi bài.");
    /* A browser may offer its store, or the worker, and then refuse it. */
    try { await caches.open(KEPT); await tusachVisit.start(); } catch (error) {
      return cannot("Trình duyệt không cho lưu trang ở đây, có thể vì đang mở cửa sổ ẩn danh hoặc máy hết chỗ. Mở lại bằng cửa sổ thường, xóa bớt ảnh trong máy rồi tải.");
    }
    try {
      list = await (await fetch(new URL("tai-ve/danh-sach.json", ROOT), { cache: "no-cache" })).json();
    } catch (error) {
      return cannot("Chưa có mạng nên chưa xem được danh sách các phần để tải. Những gì đã tải vẫn đọc được.");
    }
    books.parentElement.hidden = !list.packs.some((pack) => pack.books.length);
    const wish = remembered();
    if (wish) books.checked = wish.withBooks;
    books.addEventListener("change", show);
    pause.addEventListener("click", () => { if (running) running.abort(); });
    page.querySelector("[data-keep-clear]").addEventListener("click", async () => {
      if (!confirm("Xóa hết những trang và sách đã lưu trên máy này?")) return;
      if (running) running.abort();
      await caches.delete(KEPT);
      remember(null);
      say("Đã xóa những gì đã tải.");
      show();
    });
    say("");
    show();
  }
  let invitation;
  addEventListener("beforeinstallprompt", (event) => {
    const button = page.querySelector("[data-keep-install]");
    event.preventDefault();
    invitation = event;
    button.hidden = false;
    button.onclick = () => { invitation.prompt(); button.hidden = true; };
  });
  begin();
})();
