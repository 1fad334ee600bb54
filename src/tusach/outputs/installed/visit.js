/* What every page does for reading without a network: the worker, from the second page on; news of a new version; the date of an old copy. */
(function () {
  "use strict";
  var ROOT = new URL("../", document.currentScript.src), root = document.documentElement;
  var WORKER = new URL("sw.js", ROOT).href;

  var notices = document.createElement("div");
  notices.className = "ts-notices";
  function bar(words, buttons) {
    if (!notices.isConnected) document.body.append(notices);
    var box = document.createElement("div"), text = document.createElement("p");
    box.className = "ts-notice";
    box.setAttribute("role", "status");
    text.textContent = words;
    box.append(text);
    buttons.forEach(function (row) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = row[0];
      button.addEventListener("click", function () { box.remove(); row[1](); });
      box.append(button);
    });
    notices.append(box);
  }
  function day(iso) {
    var at = new Date(iso);
    return [("0" + at.getDate()).slice(-2), ("0" + (at.getMonth() + 1)).slice(-2), at.getFullYear()].join("/");
  }

  if (root.dataset.fetched && !document.querySelector("[data-no-network]")) {
    bar("Đang xem bản lưu trên máy, tải ngày " + day(root.dataset.fetched) + ". Luật có thể đã thay đổi từ ngày đó.", [["Đã rõ", function () {}]]);
  }

  /* Reads, or writes when there is something to write; "" where the browser keeps nothing. */
  function put(store, name, value) {
    try {
      if (value) window[store].setItem(name + " " + ROOT.pathname, value);
      return window[store].getItem(name + " " + ROOT.pathname) || "";
    } catch (error) { return ""; }
  }
  function offer(registration) {
    if (!registration.waiting || !navigator.serviceWorker.controller || put("sessionStorage", "tusach-later")) return;
    bar("Tủ sách có bản mới.", [
      ["Dùng bản mới", function () {
        navigator.serviceWorker.addEventListener("controllerchange", function () { location.reload(); }, { once: true });
        registration.waiting.postMessage({ use: true });
      }],
      ["Để sau", function () { put("sessionStorage", "tusach-later", ROOT.pathname); }]
    ]);
  }
  function watch(registration) {
    offer(registration);
    registration.addEventListener("updatefound", function () {
      var fresh = registration.installing;
      if (fresh) fresh.addEventListener("statechange", function () { if (fresh.state === "installed") offer(registration); });
    });
  }
  /* A phone without room for the shell never becomes ready, and nobody would be told. */
  function refused(registration) {
    var fresh = registration.installing;
    return new Promise(function (done, fail) {
      if (fresh) fresh.addEventListener("statechange", function () { if (fresh.state === "redundant") fail(new Error("redundant")); });
    });
  }
  function start() {
    return navigator.serviceWorker.register(WORKER).then(function (registration) {
      watch(registration);
      if (!navigator.serviceWorker.controller) {
        return Promise.race([navigator.serviceWorker.ready, refused(registration)]).then(function (ready) {
          ready.active.postMessage({ read: [location.href, document.referrer] });
          return ready;
        });
      }
      return registration;
    });
  }
  /* A first visit costs the page and nothing else; who reads on gets the shell and the start of the search besides. */
  function returning() {
    var seen = put("localStorage", "tusach-seen");
    return put("localStorage", "tusach-seen", "yes") && (seen || matchMedia("(display-mode: standalone)").matches);
  }
  window.tusachVisit = { root: ROOT, start: start, possible: "serviceWorker" in navigator && /^https?:$/.test(location.protocol) && isSecureContext };
  /* Named by the script, not by the page: opened from a disk, a browser would complain of it. */
  if (tusachVisit.possible) {
    var manifest = document.createElement("link");
    manifest.rel = "manifest";
    manifest.href = new URL("tusach.webmanifest", ROOT).href;
    document.head.append(manifest);
  }
  if (tusachVisit.possible && returning()) addEventListener("load", function () {
    /* A private window may refuse: the page is read without it. */
    setTimeout(function () { start().catch(function () {}); }, 300);
  });
})();
