/* Reads the page aloud with the browser's own Vietnamese voice, sentence by sentence (Web Speech API), and marks where it is. */
(function () {
  "use strict";
  var speech = window.speechSynthesis, BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, td, th, blockquote, summary, legend, .quiz__choice";
  var SKIP = ".crumbs, .player, .spoken__at, .tools, .facts, .downloads, .related, [data-unspoken], [aria-hidden=true], .headerlink, .about, .versions__old, .glossary, .stamp, .edit, .glance, .head__kind, .slip, [hidden], .part__fold, .cite, .more, .turn, .chapters, audio, video, noscript";
  var sentences = [], here = -1, reading = false, run = 0, bar, rate = 1, RATES = [0.75, 0.9, 1, 1.25, 1.5];
  try { rate = +localStorage.getItem("tusach-toc-do") || 1; } catch (error) { /* private window */ }

  /* A full stop ends a sentence only before a blank and a capital, and not after "Điều 1" or "TP". */
  function cut(text) {
    var ends = [], match, stop = /[.!?…:;]["”)]*\s+(?=["“(]?[\p{Lu}0-9])/gu;
    while ((match = stop.exec(text))) {
      if (!/(?:Điều|Khoản|khoản|Mục|Chương|TP|Tp|v\.v|\s\d{1,3}|^\d{1,3})\.?$/.test(text.slice(0, match.index + 1).replace(/\.$/, ""))) ends.push(match.index + match[0].length);
    }
    var parts = [], from = 0;
    ends.concat(text.length).forEach(function (end) {
      /* Voices of phones fall silent in the middle of long sentences. */
      while (end - from > 200) {
        var comma = text.lastIndexOf(", ", from + 200), at = comma > from + 40 ? comma + 2 : text.lastIndexOf(" ", from + 200) + 1;
        if (at <= from) break;
        parts.push([from, at]);
        from = at;
      }
      if (text.slice(from, end).trim()) parts.push([from, end]);
      from = end;
    });
    return parts;
  }
  /* What a voice would stumble over; the full rules, for loudspeakers, are those of the script in "Bộ chia sẻ". */
  var BODIES = { CP: "Chính phủ", TTg: "Thủ tướng Chính phủ", UBND: "Ủy ban nhân dân", HĐND: "Hội đồng nhân dân", HĐTP: "Hội đồng Thẩm phán", BTP: "Bộ Tư pháp", BCA: "Bộ Công an", BNV: "Bộ Nội vụ", BTC: "Bộ Tài chính", BYT: "Bộ Y tế" };
  var SHORT = { UBND: BODIES.UBND, HĐND: BODIES.HĐND, TAND: "Tòa án nhân dân", CCCD: "căn cước công dân", BHXH: "bảo hiểm xã hội", BHYT: "bảo hiểm y tế" };
  var RULES = [
    [/(\d+)\/(\d{4})\/QH(\d+)/g, "$1 năm $2, Quốc hội khóa $3"],
    [/(\d+)\/(\d{4})\/[A-ZĐ]+-([A-ZĐg]+)/g, function (all, number, year, body) { return BODIES[body] ? number + " năm " + year + ", " + BODIES[body] : all; }],
    [/(^|[^\d/])(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\d/])/g, "$1$2 tháng $3 năm $4"],
    [/\d{1,3}(?:\.\d{3})+(?![\d.])/g, function (all) { return all.replace(/\./g, ""); }],
    [/\b(?:UBND|HĐND|TAND|CCCD|BHXH|BHYT)(?![\p{L}\d])/gu, function (all) { return SHORT[all]; }],
    [/([Đđ])iểm đ(?![\p{L}\d])/gu, "$1iểm đê"],
    [/(\d)\s?%/g, "$1 phần trăm"], [/km\/h/g, "ki-lô-mét một giờ"], [/và\/hoặc/g, "và hoặc"], [/[✓✕✎⚠◐◷△●→↗]/g, ""], [/\s+/g, " "],
  ];
  function said(text) {
    return RULES.reduce(function (told, rule) { return told.replace(rule[0], rule[1]); }, text).trim();
  }
  function collect() {
    var article = document.querySelector("article");
    Array.prototype.forEach.call(article.querySelectorAll(BLOCKS), function (block) {
      if (block.closest(SKIP) || block.closest("details:not([open])") && block.tagName !== "SUMMARY") return;
      var nodes = [], text = "", walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (var node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest(BLOCKS) !== block || node.parentElement.closest(SKIP)) continue;
        nodes.push([node, text.length]);
        text += node.data;
      }
      cut(text).forEach(function (part) {
        var range = document.createRange(), words = said(text.slice(part[0], part[1]));
        if (!words) return;
        nodes.forEach(function (one, i) {
          var end = one[1] + one[0].data.length;
          if (i === 0 || one[1] <= part[0]) range.setStart(one[0], Math.min(Math.max(part[0] - one[1], 0), one[0].data.length));
          if (one[1] < part[1]) range.setEnd(one[0], Math.min(part[1], end) - one[1]);
        });
        sentences.push({ text: words, range: range, block: block });
      });
    });
  }
  function voice() {
    return speech.getVoices().filter(function (one) { return /^vi\b/i.test(one.lang); }).sort(function (a, b) { return b.localService - a.localService; })[0];
  }
  function mark(sentence) {
    var old = document.querySelector(".aloud-here");
    if (old) old.classList.remove("aloud-here");
    if (window.CSS && CSS.highlights) CSS.highlights.delete("tusach-doc");
    if (!sentence) return;
    if (window.CSS && CSS.highlights) CSS.highlights.set("tusach-doc", new Highlight(sentence.range));
    else sentence.block.classList.add("aloud-here");
    var box = sentence.range.getBoundingClientRect();
    if (box.top < 90 || box.bottom > innerHeight - 150) {
      scrollBy({ top: box.top - innerHeight / 3, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    }
  }
  /* A phone's pause() is not to be trusted: stopping cancels, going on begins the sentence again. */
  function speak(at) {
    var mine = ++run;
    speech.cancel();
    if (at < 0 || at >= sentences.length) return close();
    here = at;
    reading = true;
    mark(sentences[at]);
    tell();
    var one = new SpeechSynthesisUtterance(sentences[at].text);
    one.lang = "vi-VN";
    one.voice = voice();
    one.rate = rate;
    one.onend = function () { if (mine === run && reading) speak(at + 1); };
    one.onerror = function (event) { if (mine === run && event.error !== "interrupted" && event.error !== "canceled") stop(); };
    speech.speak(one);
  }
  function stop() { run++; reading = false; speech.cancel(); tell(); }
  function close() { stop(); mark(null); here = -1; if (bar) bar.hidden = true; document.querySelector("[data-aloud]").focus({ preventScroll: true }); }
  function tell() {
    if (!bar) return;
    bar.querySelector("[data-do=play]").textContent = reading ? "Dừng" : "Đọc tiếp";
    bar.querySelector("[data-place]").textContent = (here + 1) + "/" + sentences.length;
  }
  function draw() {
    bar = document.createElement("div");
    bar.className = "aloud";
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", "Nghe đọc");
    function button(act, label, text) {
      var made = document.createElement("button");
      made.type = "button";
      made.dataset.do = act;
      made.textContent = text;
      if (label) made.setAttribute("aria-label", label);
      bar.append(made);
    }
    button("back", "Câu trước", "‹");
    button("play", "", "Dừng");
    button("next", "Câu sau", "›");
    var place = document.createElement("span"), pick = document.createElement("select");
    place.dataset.place = "";
    pick.setAttribute("aria-label", "Tốc độ đọc");
    RATES.forEach(function (value) { pick.add(new Option("×" + String(value).replace(".", ","), value, false, value === rate)); });
    pick.addEventListener("change", function () {
      rate = +pick.value;
      try { localStorage.setItem("tusach-toc-do", rate); } catch (error) { /* private window */ }
      if (reading) speak(here);
    });
    bar.append(place, pick);
    button("close", "Đóng phần nghe đọc", "✕");
    bar.addEventListener("click", function (event) {
      var act = event.target.dataset.do;
      if (act === "back") speak(Math.max(here - 1, 0));
      else if (act === "next") speak(here + 1);
      else if (act === "close") close();
      else if (act === "play") { if (reading) stop(); else speak(Math.max(here, 0)); }
    });
    document.body.append(bar);
  }
  document.querySelector("article").addEventListener("click", function (event) {
    if (here < 0 || event.target.closest("a, button, summary, input, label")) return;
    var found = sentences.findIndex(function (one) {
      return Array.prototype.some.call(one.range.getClientRects(), function (box) { return event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom; });
    });
    if (found >= 0) speak(found);
  });
  addEventListener("pagehide", function () { speech.cancel(); });
  window.tusachAloud = function () {
    /* What was opened or folded since then is read or left out. */
    if (here < 0) { sentences = []; collect(); }
    if (!bar) draw();
    bar.hidden = false;
    if (!reading) speak(Math.max(here, 0));
  };
  window.tusachAloud();
})();
