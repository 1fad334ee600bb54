/* What a page can do besides being read: night and day, letter size, copy a link, print, filter a list. */
(function () {
  "use strict";
  var root = document.documentElement;

  function remember(key, value) { try { localStorage.setItem(key, value); } catch (error) { /* private window */ } }
  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }
  function on(selector, event, act) {
    each(selector, function (element) { element.addEventListener(event, function (e) { act(element, e); }); });
  }

  /* A folder address opens its index.html on a web server, but not on a disk. */
  function plainFiles() {
    if (location.protocol !== "file:") return;
    each("a[href]", function (link) {
      if (link.protocol === "file:" && /\/$/.test(link.pathname)) link.pathname += "index.html";
    });
    each("form[action]", function (form) { form.action = form.action.replace(/\/$/, "/index.html"); });
  }

  var timer;
  function say(words) {
    var toast = document.querySelector("[data-toast]");
    toast.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(function () { toast.textContent = ""; }, 2600);
  }
  function copy(text, words) {
    function byHand() {
      var field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    var done = navigator.clipboard && isSecureContext ? navigator.clipboard.writeText(text).catch(byHand) : Promise.resolve(byHand());
    done.then(function () { say(words || "Đã chép liên kết"); });
  }

  function theme() {
    var dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remember("tusach-theme", root.dataset.theme);
  }
  function size(button) {
    var next = Math.max(-1, Math.min(2, (+root.dataset.size || 0) + +button.dataset.size));
    root.dataset.size = next;
    remember("tusach-size", next);
  }
  function share(button) {
    var real = document.querySelector("link[rel=canonical]"), of = button.dataset.share;
    var page = { title: button.dataset.title || document.title, url: of ? new URL(of, location.href).href : location.href };
    /* From a disk the address is of no use to others: that on the web is given, if there is one. */
    if (location.protocol === "file:") page.url = real ? new URL(of || "", real.href).href : "";
    if (!page.url) say("Bản trên máy chưa có địa chỉ để chia sẻ");
    else if (navigator.share) navigator.share(page).catch(function () {});
    else copy(page.url);
  }

  /* The contents as a sheet from below on a phone: it opens without a jump and gives the focus back. */
  function contents() {
    var sheet = document.querySelector("[data-contents]"), opener = document.querySelector("[data-contents-open]");
    if (!sheet || !opener) return;
    function open(yes) {
      sheet.classList.toggle("open", yes);
      (yes ? sheet.querySelector("a") : opener).focus({ preventScroll: true });
      var here = yes && sheet.querySelector("[aria-current]");
      if (here) here.scrollIntoView({ block: "center" });
    }
    opener.addEventListener("click", function (event) { event.preventDefault(); open(true); });
    sheet.addEventListener("click", function (event) {
      var link = event.target.closest("a");
      if (!link) return;
      if (link.hasAttribute("data-contents-close")) { event.preventDefault(); open(false); }
      else sheet.classList.remove("open");
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && sheet.classList.contains("open")) open(false);
    });
    document.addEventListener("click", function (event) {
      if (sheet.classList.contains("open") && !sheet.contains(event.target) && !opener.contains(event.target)) open(false);
    });
  }

  /* A long law: its contents by words or by the number of an Điều, Enter goes there. */
  function findInContents(input) {
    var items = Array.prototype.slice.call(document.querySelectorAll("[data-contents] li")), found = document.querySelector("[data-contents-found]");
    var texts = items.map(function (item) { return " " + tusachVietnamese.syllables(item.firstElementChild.textContent).join(" ") + " "; });
    function fits(text, words) {
      return words.every(function (word) { return text.indexOf(/^\d+[a-z]?$/.test(word) ? " " + word + " " : " " + word) >= 0; });
    }
    function apply() {
      var words = tusachVietnamese.syllables(input.value), count = 0;
      items.forEach(function (item) { item.hidden = words.length > 0; });
      items.forEach(function (item, i) {
        if (words.length && fits(texts[i], words)) {
          count++;
          for (var up = item; up && up.matches("li, ol"); up = up.parentElement) up.hidden = false;
        }
      });
      found.textContent = words.length ? count + " mục" : "";
    }
    function first() {
      var words = tusachVietnamese.syllables(input.value);
      var parts = /^(?:(?:diem ([a-z]+) )?khoan (\d+[a-z]*) )?(?:dieu )?(\d+[a-z]*)$/.exec(words.join(" "));
      if (parts) {
        var ids = ["dieu-" + parts[3]];
        if (parts[2]) ids.unshift(ids[0] + "-khoan-" + parts[2]);
        if (parts[1]) ids.unshift(ids[0] + "-diem-" + parts[1]);
        var known = ids.filter(function (id) { return document.getElementById(id); });
        if (known.length) return "#" + known[0];
      }
      var rank = texts.findIndex(function (text) { return words.length && fits(text, words); });
      return rank < 0 ? "" : items[rank].firstElementChild.getAttribute("href");
    }
    input.addEventListener("input", apply);
    input.addEventListener("keydown", function (event) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      var to = first();
      if (!to) return;
      document.querySelector("[data-contents]").classList.remove("open");
      input.value = "";
      apply();
      location.hash = to;
    });
  }

  /* Chapters of a long law fold away; what a link or a search in the page points to opens by itself. */
  function chapters(body) {
    var parts = Array.prototype.slice.call(body.querySelectorAll("section.part"));
    if (parts.length < 2) return;
    parts.forEach(function (part) {
      var heading = part.firstElementChild, inner = document.createElement("div"), button = document.createElement("button");
      inner.className = "part__body";
      while (heading.nextSibling) inner.append(heading.nextSibling);
      part.append(inner);
      button.type = "button";
      button.className = "part__fold";
      function show(open) {
        if (open) inner.removeAttribute("hidden");
        else inner.setAttribute("hidden", "until-found");
        button.setAttribute("aria-expanded", String(open));
        button.setAttribute("aria-label", (open ? "Thu gọn: " : "Mở ra: ") + heading.firstChild.textContent);
        button.textContent = open ? "−" : "+";
      }
      button.addEventListener("click", function () { show(inner.hasAttribute("hidden")); });
      inner.addEventListener("beforematch", function () { show(true); });
      part.showBody = show;
      heading.append(button);
      show(true);
    });
    /* The height of chapters out of sight is a guess until they are drawn: come back a few times. */
    function settle(target, times) {
      target.scrollIntoView();
      if (times) setTimeout(settle, 60, target, times - 1);
    }
    function reveal() {
      var target = location.hash && document.getElementById(tusachSearch.idOf(location.hash));
      var part = target && target.closest("section.part");
      for (var up = part; up; up = up.parentElement.closest("section.part")) {
        if (up.querySelector(":scope > .part__body[hidden]")) up.showBody(true);
      }
      if (!part) return;
      settle(target, 5);
    }
    addEventListener("hashchange", reveal);
    addEventListener("beforeprint", function () { parts.forEach(function (part) { part.showBody(true); }); });
    reveal();
  }

  /* "khoản 2 Điều 12 Luật …" of an anchor: from small to large, without commas. */
  function citation(id, law) {
    var parts = /^dieu-([0-9a-z]+)(?:-khoan-([0-9a-z]+))?(?:-diem-([0-9a-z-]+))?$/.exec(id);
    if (!parts) return "";
    function letters(text) { return text.replace(/dd/g, "đ"); }
    return (parts[3] ? "điểm " + letters(parts[3]).replace("-", ".") + " " : "") +
      (parts[2] ? "khoản " + letters(parts[2]) + " " : "") + "Điều " + letters(parts[1]) + " " + law;
  }
  window.tusachCitation = citation;
  function citing(body) {
    var card = document.createElement("div");
    card.className = "cite";
    card.setAttribute("role", "group");
    card.hidden = true;
    function button(label, act) {
      var made = document.createElement("button");
      made.type = "button";
      made.textContent = label;
      made.addEventListener("click", function () { act(); card.hidden = true; });
      return made;
    }
    function open(link) {
      var id = tusachSearch.idOf(link.hash), words = citation(id, body.dataset.citedAs);
      card.textContent = "";
      card.setAttribute("aria-label", words || "Liên kết");
      if (words) {
        var line = document.createElement("p");
        line.textContent = words;
        card.append(line, button("Chép trích dẫn", function () { copy(words, "Đã chép trích dẫn"); }));
      }
      card.append(button("Chép liên kết", function () { copy(link.href); }));
      link.parentElement.after(card);
      card.hidden = false;
      card.querySelector("button").focus({ preventScroll: true });
    }
    body.addEventListener("click", function (event) {
      var link = event.target.closest("a.unit, a.headerlink");
      if (!link) return;
      event.preventDefault();
      history.replaceState(null, "", link.hash);
      open(link);
    });
    card.addEventListener("keydown", function (event) { if (event.key === "Escape") card.hidden = true; });
  }

  /* Marks in the contents where the reader is. */
  function whereAmI() {
    var links = {};
    each("[data-contents] a[href^='#']", function (link) { links[tusachSearch.idOf(link.hash)] = link; });
    var article = document.querySelector("article"), current, waiting;
    /* Only what is on the screen is asked: the chapters that are out of sight need no layout. */
    function look() {
      waiting = false;
      var box = article.getBoundingClientRect(), element = document.elementFromPoint(box.left + box.width / 2, 130);
      while (element && element !== article) {
        for (var one = element; one; one = one.previousElementSibling) {
          if (links[one.id]) return mark(links[one.id]);
        }
        element = element.parentElement;
      }
    }
    function mark(link) {
      if (link === current) return;
      if (current) current.removeAttribute("aria-current");
      current = link;
      link.setAttribute("aria-current", "location");
    }
    function soon() {
      if (!waiting) { waiting = true; setTimeout(look, 150); }
    }
    if (Object.keys(links).length) { addEventListener("scroll", soon, { passive: true }); soon(); }
  }

  function filters(form) {
    var list = document.querySelector("[data-filtered]"), cards = Array.prototype.slice.call(list.children);
    var count = form.querySelector("[data-filter-count]"), empty = document.querySelector("[data-filter-empty]");
    var choices = Array.prototype.filter.call(form.querySelectorAll("select"), function (choice) { return choice.name !== "order"; });
    /* States as the reader's calendar has them, which may be others than on the day of the build. */
    if (form.elements.state) cards.forEach(function (card) {
      var label = card.querySelector(".state:not([hidden])"), known = Array.prototype.some.call(form.elements.state.options, function (one) { return one.value === card.dataset.state; });
      if (label && !known) form.elements.state.add(new Option(label.textContent.trim().slice(2), card.dataset.state));
    });
    /* What no card here has is no choice. */
    choices.forEach(function (choice) {
      Array.prototype.slice.call(choice.options).forEach(function (one) {
        if (one.value && !cards.some(function (card) { return (" " + card.dataset[choice.name] + " ").indexOf(" " + one.value + " ") >= 0; })) one.remove();
      });
    });
    var collator = new Intl.Collator("vi");
    function title(card) { return card.querySelector(".card__title").textContent; }
    function apply() {
      var words = tusachVietnamese.syllables(form.elements.chu.value), shown = 0;
      cards.forEach(function (card) {
        var text = " " + tusachVietnamese.syllables(card.textContent).join(" ");
        var fits = words.every(function (word) { return text.indexOf(" " + word) >= 0; });
        choices.forEach(function (choice) {
          if (choice.value && (" " + card.dataset[choice.name] + " ").indexOf(" " + choice.value + " ") < 0) fits = false;
        });
        card.hidden = !fits;
        shown += fits;
      });
      var order = form.elements.order.value === "az" ? cards.slice().sort(function (a, b) { return collator.compare(title(a), title(b)); }) : cards;
      order.forEach(function (card) { list.append(card); });
      count.textContent = shown + " tài liệu";
      empty.hidden = shown > 0;
    }
    form.addEventListener("input", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    if (form.elements.chu.value) apply();
  }

  /* A page built some days ago: what has begun or ended since then is shown and hidden by the reader's own calendar. */
  function dates() {
    var now = new Date(), today = [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");
    each("[data-from], [data-until]", function (element) {
      element.hidden = today < (element.dataset.from || "") || !(today < (element.dataset.until || "9"));
    });
    each(".card[data-state]", function (card) {
      var state = card.querySelector("[data-state]:not([hidden])");
      if (state) card.dataset.state = state.dataset.state;
    });
  }

  /* The script that reads comes when it is asked for; a browser without a Vietnamese voice says why there is no button. */
  function aloud(button) {
    var speech = window.speechSynthesis, why = document.querySelector("[data-aloud-why]"), tries = 0;
    function look() {
      var has = speech && speech.getVoices().some(function (one) { return /^vi\b/i.test(one.lang); });
      button.disabled = !has;
      if (!has && speech && tries++ < 4) { setTimeout(look, 500); return; }
      button.hidden = !has;
      why.hidden = !!has;
    }
    button.addEventListener("click", function () {
      if (window.tusachAloud) return window.tusachAloud();
      var script = document.createElement("script");
      script.src = button.dataset.aloud;
      document.head.append(script);
    });
    look();
  }

  dates();
  each("[data-aloud]", aloud);
  plainFiles();
  on("[data-theme-toggle]", "click", theme);
  on("button[data-size]", "click", size);
  on("[data-print]", "click", function () { print(); });
  on("[data-share]", "click", share);
  on("[data-copy]", "click", function (button) { copy(document.querySelector(button.dataset.copy).value, "Đã chép"); });
  on(".headerlink", "click", function (link) { if (!link.closest("[data-cited-as]")) copy(link.href); });
  each("[data-filters]", filters);
  contents();
  each("[data-contents-find]", findInContents);
  each("[data-cited-as]", chapters);
  each("[data-cited-as]", citing);
  whereAmI();
  /* On a wide screen the old wording stands open beside the one in force. */
  if (matchMedia("(min-width: 900px)").matches) each("details.versions__old", function (old) { old.open = true; });
  addEventListener("beforeprint", function () { each("details:not([open]):not(.versions__old):not(.about details)", function (box) { box.open = true; box.dataset.shut = "yes"; }); });
  addEventListener("afterprint", function () { each("details[data-shut]", function (box) { box.open = false; delete box.dataset.shut; }); });
})();
