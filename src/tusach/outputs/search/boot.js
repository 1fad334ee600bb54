/* The search box of every page. Nothing is fetched before a reader turns to a box; then the engine, then what it asks for. */
var tusachSearch = (function () {
  "use strict";
  var ROOT = new URL("../", document.currentScript.src).href;
  var PLAIN_FILES = location.protocol === "file:" || document.documentElement.dataset.plain === "yes";
  var taken = {}, loading = {};

  function take(name, data) { taken[name] = data; }
  /* Scripts, not fetch: a page opened by double click may load the one but not the other. A failed one may be tried again. */
  function script(file) {
    if (!loading[file]) {
      loading[file] = new Promise(function (resolve, reject) {
        var element = document.createElement("script");
        element.src = ROOT + "search/" + file;
        element.onload = resolve;
        element.onerror = function () { delete loading[file]; element.remove(); reject(new Error(file)); };
        document.head.appendChild(element);
      });
    }
    return loading[file];
  }
  function data(name, file) {
    return script(file).then(function () { return taken[name]; });
  }
  function address(path, anchor) {
    return ROOT + (path ? path + "/" : "") + (PLAIN_FILES ? "index.html" : "") + (anchor ? "#" + anchor : "");
  }
  /* The id that a fragment names; "#%" is one that cannot be decoded. */
  function idOf(hash) {
    try { return decodeURIComponent(hash.slice(1)); } catch (error) { return hash.slice(1); }
  }
  function engine() { return script("ENGINE_FILE"); }

  function open() {
    document.querySelectorAll("form[data-search-box]").forEach(function (form) {
      var input = form.querySelector("input[type=search]");
      form.action = address("tim-kiem", "");
      input.addEventListener("focus", function () { engine().then(function () { api.box(form); }, function () {}); });
      if (document.activeElement === input) engine().then(function () { api.box(form); }, function () {});
    });
    var main = document.querySelector("[data-search-main]");
    if (main) {
      engine().then(function () { api.results(main); }, function () {
        main.querySelector("[data-search-count]").textContent = "Chưa tải được phần tìm kiếm. Kiểm tra mạng rồi tải lại trang.";
      });
    }
    if (/[?&]h=/.test(location.search)) script("ARRIVAL_FILE").catch(function () {});
    document.addEventListener("keydown", function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      var inputs = Array.prototype.filter.call(document.querySelectorAll("form[role=search] input[type=search]"), function (input) {
        return input.offsetParent !== null;
      });
      if (inputs.length) { event.preventDefault(); inputs[0].focus(); inputs[0].select(); }
    });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", open);
  else open();

  var api = { take: take, data: data, address: address, idOf: idOf };
  return api;
})();
