/* The bookcase on a phone without a network. Pages come from the network while it answers, else as they were last read. */
"use strict";
const VERSION = "VERSION_OF_SHELL";
const SHELL = SHELL_FILES;
const NOWHERE = "PAGE_WITHOUT_NETWORK";
const PATIENCE = 4000;

const ROOT = self.registration.scope;
/* Several bookcases may live on one host: what belongs to this one carries its path. */
const OURS = "tusach " + new URL(ROOT).pathname + " ";
const SHELL_CACHE = OURS + "shell " + VERSION;
const SEEN = OURS + "seen " + VERSION;
const KEPT = OURS + "kept";
const NAMED_BY_CONTENT = /(-[0-9a-f]{10}\.(css|js)$|^search\/data\/)/;

const pathOf = (url) => url.startsWith(ROOT) ? decodeURI(url.slice(ROOT.length).replace(/[?#].*$/, "")) : null;
/* One address for a page, whether a link named its index.html or not, and whatever was asked of it. */
const addressOf = (url) => url.replace(/[?#].*$/, "").replace(/(^|\/)index\.html$/, "$1");

/* As the server gave it, with when it came and what it holds: the page of packs counts it as fetched. */
async function dated(response) {
  const headers = new Headers(response.headers), body = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  headers.set("x-tusach-fetched", new Date().toISOString());
  headers.set("x-tusach-hash", Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join(""));
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(body, { status: 200, headers });
}

async function keep(cacheName, url, response) {
  if (response.status !== 200 || response.type !== "basic") return;
  try {
    await (await caches.open(cacheName)).put(url, await dated(response));
  } catch (error) { /* no room on the phone: the page was read all the same */ }
}

async function cached(url) {
  for (const name of [KEPT, SEEN, SHELL_CACHE]) {
    const found = await (await caches.open(name)).match(url);
    if (found) return found;
  }
}

/* An old page may ask for the style sheet of its own day; today's serves it better than none. */
async function sameKind(path) {
  const stem = path.replace(/-[0-9a-f]{10}(\.\w+)$/, "-*$1");
  const now = SHELL.find((file) => file.replace(/-[0-9a-f]{10}(\.\w+)$/, "-*$1") === stem);
  return now && cached(new URL(now, ROOT).href);
}

/* The page says when it was fetched: law may have changed since. */
async function withDate(response) {
  const fetched = response.headers.get("x-tusach-fetched") || "";
  const html = (await response.text()).replace("<html", `<html data-fetched="${fetched}"`);
  /* The policy of the page travels with it. */
  return new Response(html, { headers: new Headers(response.headers) });
}

/* The page for no network answers at any depth: its links, written from its own folder, name the root. The policy lets no <base> do it. */
async function anywhere(response) {
  const root = new URL(ROOT).pathname, html = (await response.text()).replace(/="\.\.\//g, () => `="${root}`);
  return new Response(html, { headers: new Headers(response.headers) });
}

async function page(event) {
  const url = addressOf(event.request.url);
  const fresh = fetch(event.request).then((response) => {
    if (response.status >= 500) throw new Error(response.status);
    event.waitUntil(keep(KEPT, url, response.clone()));
    return response;
  });
  fresh.catch(() => {});
  const soon = await before(PATIENCE, fresh);
  if (soon) return soon;
  const old = await cached(url);
  if (old) return withDate(old);
  try { return await fresh; } catch (error) {
    const nowhere = await cached(addressOf(new URL(NOWHERE, ROOT).href));
    return nowhere ? anywhere(await withDate(nowhere)) : Response.error();
  }
}

function before(milliseconds, promise) {
  return Promise.race([promise.catch(() => null), new Promise((done) => setTimeout(done, milliseconds, null))]);
}

async function namedByContent(request, path) {
  const found = await cached(request.url);
  if (found) return found;
  try {
    const response = await fetch(request);
    await keep(SEEN, request.url, response.clone());
    return response;
  } catch (error) {
    return await sameKind(path) || Response.error();
  }
}

async function other(event, path) {
  const url = addressOf(event.request.url);
  const fresh = fetch(event.request).then((response) => {
    if (/(^|\/)(xem-truoc(-\d+)?|manifest)\.js$|^tep\//.test(path)) {
      event.waitUntil(keep(path.startsWith("search/") ? SEEN : KEPT, url, response.clone()));
    }
    return response;
  });
  fresh.catch(() => {});
  const old = await cached(url);
  const soon = old && await before(PATIENCE, fresh);
  if (soon || old) return soon || old;
  try { return await fresh; } catch (error) { return Response.error(); }
}

/* The page open when the worker came, and the one before it, were read before it could keep them, and what runs on them. */
async function keepRead(url) {
  const got = await fetch(url, { cache: "force-cache" }), files = [];
  (await got.clone().text()).replace(/="([^"]+-[0-9a-f]{10}\.(?:js|css))"/g, (all, file) => files.push(new URL(file, url).href));
  await keep(KEPT, addressOf(url), got);
  await Promise.all(files.filter((file) => pathOf(file) !== null).map(async (file) => {
    if (!await cached(file)) await keep(SEEN, file, await fetch(file, { cache: "force-cache" }));
  }));
}

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => Promise.all(SHELL.map(async (file) => {
    const response = await fetch(new Request(new URL(file, ROOT), { cache: "no-cache" }));
    if (!response.ok) throw new Error(file);
    await cache.put(addressOf(response.url), await dated(response));
  }))));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(OURS) && ![SHELL_CACHE, SEEN, KEPT].includes(name)) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("message", (event) => {
  if (event.data.use) self.skipWaiting();
  for (const url of event.data.read || []) {
    if (pathOf(url) !== null) event.waitUntil(keepRead(url).catch(() => {}));
  }
});

self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request.url);
  if (event.request.method !== "GET" || path === null || event.request.headers.has("range")) return;
  if (event.request.mode === "navigate" && !/\.(?!html$)\w+$/.test(path)) event.respondWith(page(event));
  else if (NAMED_BY_CONTENT.test(path)) event.respondWith(namedByContent(event.request, path));
  else event.respondWith(other(event, path));
});
