/* The search box of every page and the page /tim-kiem/. Nothing is loaded before a reader turns to a box. */
var tusachSearch = (function () {
  "use strict";
  var V = tusachVietnamese;
  var ROOT = new URL("../", document.currentScript.src).href;
  var PLAIN_FILES = location.protocol === "file:" || document.documentElement.dataset.plain === "yes";
  var MOST_IN_BOX = 7, PAGE = 20, WORDS = 34;

  var taken = {}, waiting = {}, started = null, texts = {};

  function take(name, data) {
    taken[name] = data;
    if (waiting[name]) waiting[name](data);
  }

  /* Scripts, not fetch: a page opened by double click may load the one but not the other. */
  function script(file) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement("script");
      element.src = ROOT + "search/" + file;
      element.onload = resolve;
      element.onerror = function () { reject(new Error(file)); };
      document.head.appendChild(element);
    });
  }
  function data(name, file) {
    if (taken[name]) return Promise.resolve(taken[name]);
    var arrived = new Promise(function (resolve) { waiting[name] = resolve; });
    return script(file).then(function () { return arrived; });
  }

  /* Resolves to {index, manifest}; a failed start may be tried again. */
  function start() {
    if (!started) {
      started = data("manifest", "manifest.js").then(function (manifest) {
        return Promise.all([data("index", manifest.index), script(manifest.engine)]).then(function (loaded) {
          return { manifest: manifest, index: api.engine.load(loaded[0]) };
        });
      });
      started.catch(function () { started = null; });
    }
    return started;
  }

  /* Hits, best first: {url, title, where, kind, topics, unit}. */
  function find(text) {
    return start().then(function (search) {
      return api.engine.ask(search.index, text).map(function (result) { return hit(search.manifest, +result.ref); });
    });
  }
  function hit(manifest, rank) {
    var unit = manifest.units[rank], page = manifest.pages[unit[0]];
    var label = manifest.labels[page[3]] || "";
    var names = [label, page[2], unit[1] ? page[1] : ""].filter(Boolean);
    return {
      unit: rank, url: address(page[0], unit[2]), title: unit[1] || page[1], where: names.join(" › "),
      kind: page[3], topics: page[4]
    };
  }
  function address(path, anchor) {
    return ROOT + (path ? path + "/" : "") + (PLAIN_FILES ? "index.html" : "") + (anchor ? "#" + anchor : "");
  }
  function textOf(manifest, rank) {
    var block = Math.floor(rank / manifest.block), name = "text" + block;
    if (!texts[name]) texts[name] = data(name, manifest.texts[block]);
    return texts[name].then(function (rows) { return rows[rank % manifest.block]; });
  }

  /* The words of a text with what stands between them, and which of them answer the query. */
  function marked(text, query) {
    var asked = V.syllables(query), pairs = {}, singles = {};
    asked.forEach(function (word, i) {
      singles[word] = true;
      if (i) pairs[asked[i - 1] + " " + word] = true;
    });
    var parts = text.split(/([\p{L}\p{M}\p{N}]+)/u), words = [];
    for (var i = 1; i < parts.length; i += 2) words.push({ part: i, folded: V.fold(parts[i]), on: 0 });
    words.forEach(function (word, i) {
      if (i && pairs[words[i - 1].folded + " " + word.folded]) word.on = words[i - 1].on = 2;
    });
    var paired = words.some(function (word) { return word.on; });
    if (!paired) words.forEach(function (word) { if (singles[word.folded]) word.on = 1; });
    return { parts: parts, words: words };
  }
  function snippet(text, query) {
    var found = marked(text, query), words = found.words, best = 0, most = -1, sum = 0;
    for (var i = 0; i < words.length; i++) {
      sum += words[i].on - (i >= WORDS ? words[i - WORDS].on : 0);
      if (sum > most) { most = sum; best = Math.max(0, i - WORDS + 1); }
    }
    if (most > 0) while (best < words.length - WORDS && !words[best].on && !words[best + 3].on) best++;
    var from = words.length && best ? words[best].part : 0;
    var to = best + WORDS < words.length ? words[best + WORDS].part : found.parts.length;
    return painted(found, from, to, from > 0, to < found.parts.length);
  }
  function highlighted(text, query) {
    var found = marked(text, query);
    return painted(found, 0, found.parts.length, false, false);
  }
  function painted(found, from, to, before, after) {
    var on = {}, fragment = document.createDocumentFragment();
    found.words.forEach(function (word) { if (word.on) on[word.part] = true; });
    if (before) fragment.append("… ");
    for (var i = from; i < to; i++) {
      if (on[i]) {
        var mark = document.createElement("mark");
        mark.textContent = found.parts[i];
        while (i + 2 < to && on[i + 2] && /^\s+$/.test(found.parts[i + 1])) {
          mark.textContent += found.parts[i + 1] + found.parts[i + 2];
          i += 2;
        }
        fragment.append(mark);
      } else fragment.append(found.parts[i]);
    }
    if (after) fragment.append(" …");
    return fragment;
  }

  function element(tag, className, content) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (content !== undefined) made.append(content);
    return made;
  }
  function card(one, query, tag) {
    var link = element(tag || "a", "hit");
    if (!tag) link.href = one.url;
    link.append(element("span", "hit__title", highlighted(one.title, query)), element("span", "hit__where", one.where));
    return link;
  }
  function addSnippet(card, one, query) {
    return start().then(function (search) { return textOf(search.manifest, one.unit); }).then(function (text) {
      if (text) card.append(element("span", "hit__text", snippet(text, query)));
    });
  }

  /* At most two hits of one page among the few that a box can show. */
  function varied(hits) {
    var seen = {};
    return hits.filter(function (one) {
      var page = one.url.split("#")[0];
      seen[page] = (seen[page] || 0) + 1;
      return seen[page] <= 2;
    });
  }

  /* ---- the box: results while typing, by keyboard and by finger (WAI-ARIA combobox with a list) ---- */
  function box(form) {
    var input = form.querySelector("input[type=search]"), list = form.querySelector("[data-search-list]");
    var status = form.querySelector("[data-search-status]"), active = -1, asked = "", hits = [];

    function show(open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) choose(-1);
    }
    function choose(rank) {
      active = rank;
      Array.prototype.forEach.call(list.children, function (option, i) {
        option.setAttribute("aria-selected", String(i === rank));
        if (i === rank) option.scrollIntoView({ block: "nearest" });
      });
      if (rank < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[rank].id);
    }
    function option(content, url) {
      content.id = list.id + "-" + list.children.length;
      content.setAttribute("role", "option");
      content.setAttribute("aria-selected", "false");
      content.href = url;
      content.tabIndex = -1;
      list.append(content);
    }
    function answer() {
      var query = input.value;
      asked = query;
      if (!V.syllables(query).length) { show(false); status.textContent = ""; return; }
      find(query).then(function (found) {
        if (query !== asked) return;
        hits = found;
        list.textContent = "";
        varied(hits).slice(0, MOST_IN_BOX).forEach(function (one) { option(card(one, query), one.url); });
        var all = element("a", "hit hit--all", hits.length ? "Xem tất cả " + hits.length + " kết quả" : "Không thấy. Xem gợi ý cách tìm");
        option(all, all_url(query));
        status.textContent = hits.length ? hits.length + " kết quả" : "Không thấy kết quả nào";
        show(document.activeElement === input);
      }, function () {
        status.textContent = "Chưa tải được dữ liệu tìm kiếm. Kiểm tra mạng rồi thử lại.";
      });
    }
    function all_url(query) {
      return address("tim-kiem", "") + "?q=" + encodeURIComponent(query);
    }
    function go(step) {
      if (list.hidden) { if (list.children.length) show(true); else answer(); return; }
      var count = list.children.length;
      choose((active + step + count + (active < 0 && step < 0 ? 1 : 0)) % count);
    }
    form.action = address("tim-kiem", "");
    input.addEventListener("focus", function () { start().catch(function () {}); });
    input.addEventListener("input", answer);
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") { event.preventDefault(); go(1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); go(-1); }
      else if (event.key === "Enter" && active >= 0) { event.preventDefault(); list.children[active].click(); }
      else if (event.key === "Escape") {
        if (!list.hidden) { event.preventDefault(); show(false); } else { input.value = ""; input.blur(); }
      }
    });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    document.addEventListener("click", function (event) { if (!form.contains(event.target)) show(false); });
    form.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) show(false);
    });
  }

  /* ---- the page /tim-kiem/?q=…&loai=…&chu-de=… ---- */
  function searchPage(main) {
    var form = document.querySelector("form[data-search-page]"), input = form.querySelector("input[type=search]");
    var list = main.querySelector("[data-search-results]"), status = main.querySelector("[data-search-count]");
    var kind = main.querySelector("select[name=loai]"), topic = main.querySelector("select[name=chu-de]");
    var more = main.querySelector("[data-search-more]"), empty = main.querySelector("[data-search-empty]");
    var filters = main.querySelector("[data-search-filters]"), asked, shown = [];

    function read() {
      var wanted = new URLSearchParams(location.search);
      input.value = wanted.get("q") || "";
      kind.dataset.wanted = wanted.get("loai") || "";
      topic.dataset.wanted = wanted.get("chu-de") || "";
    }
    function write() {
      var wanted = new URLSearchParams();
      if (input.value) wanted.set("q", input.value);
      if (kind.value) wanted.set("loai", kind.value);
      if (topic.value) wanted.set("chu-de", topic.value);
      history.replaceState(null, "", location.pathname + (wanted.toString() ? "?" + wanted : ""));
    }
    function fill(select, hits, keys, labels, all) {
      var counts = {}, wanted = select.dataset.wanted || "";
      hits.forEach(function (one) { keys(one).forEach(function (key) { counts[key] = (counts[key] || 0) + 1; }); });
      select.textContent = "";
      select.append(new Option(all + " (" + hits.length + ")", ""));
      Object.keys(labels).forEach(function (key) {
        if (counts[key]) select.append(new Option(labels[key] + " (" + counts[key] + ")", key));
      });
      select.value = counts[wanted] ? wanted : "";
    }
    function ofKind(one) { return !kind.value || one.kind === kind.value; }
    function ofTopic(one) { return !topic.value || one.topics.indexOf(topic.value) >= 0; }

    function answer() {
      var query = input.value;
      asked = query;
      document.title = (query ? query + " - " : "") + document.body.dataset.searchTitle;
      if (!V.syllables(query).length) {
        list.textContent = ""; status.textContent = "Gõ điều bạn muốn hỏi, có dấu hay không dấu đều được.";
        empty.hidden = more.hidden = filters.hidden = true;
        return Promise.resolve();
      }
      status.textContent = "Đang tìm…";
      return Promise.all([start(), find(query)]).then(function (both) {
        if (query !== asked) return;
        var labels = both[0].manifest.labels, kinds = {}, topics = {};
        Object.keys(labels).forEach(function (key) { (key.indexOf("chu-de:") ? kinds : topics)[key.replace("chu-de:", "")] = labels[key]; });
        fill(kind, both[1], function (one) { return [one.kind]; }, kinds, "Mọi loại");
        fill(topic, both[1].filter(ofKind), function (one) { return one.topics; }, topics, "Mọi chủ đề");
        shown = both[1].filter(ofKind).filter(ofTopic);
        filters.hidden = both[1].length === 0;
        empty.hidden = both[1].length > 0;
        status.textContent = shown.length ? shown.length + " kết quả cho “" + query + "”" : "Không thấy kết quả nào cho “" + query + "”";
        list.textContent = "";
        extend(query);
      }).catch(function () { status.textContent = "Chưa tải được dữ liệu tìm kiếm. Kiểm tra mạng rồi thử lại."; });
    }
    function extend(query) {
      var from = list.children.length;
      shown.slice(from, from + PAGE).forEach(function (one) {
        var link = card(one, query), item = element("li", "", link);
        list.append(item);
        addSnippet(link, one, query);
      });
      more.hidden = list.children.length >= shown.length;
    }
    form.addEventListener("submit", function (event) { event.preventDefault(); write(); answer(); });
    input.addEventListener("input", function () { write(); answer(); });
    [kind, topic].forEach(function (select) {
      select.addEventListener("change", function () { select.dataset.wanted = select.value; write(); answer(); });
    });
    more.addEventListener("click", function () { extend(asked); });
    addEventListener("popstate", function () { read(); answer(); });
    read();
    if (!input.value && !matchMedia("(hover: none)").matches) input.focus();
    answer();
  }

  function open() {
    document.querySelectorAll("form[data-search-box]").forEach(box);
    var main = document.querySelector("[data-search-main]");
    if (main) searchPage(main);
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

  var api = { take: take, find: find, start: start, snippet: snippet, address: address, engine: null };
  return api;
})();
