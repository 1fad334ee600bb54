/* What a term means and what a cited provision says, without leaving the page: on hover, on focus, on a tap. */
(function () {
  "use strict";
  var article = document.querySelector("article"), LONGEST = 700;
  if (!article || !article.querySelector("a.term, a.cited")) return;
  var box = document.createElement("div"), veil = document.createElement("div"), shown, hiding, showing, rows = {}, asked = {}, parts, quiet, touching, pointer;
  box.className = "bubble";
  box.id = "_xem-truoc";
  veil.className = "veil";
  veil.hidden = box.hidden = true;
  article.parentNode.append(veil, box);

  function make(tag, words, look) {
    var made = document.createElement(tag);
    if (words) made.textContent = words;
    if (look) made.className = look;
    return made;
  }
  function today() {
    var now = new Date();
    return [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");
  }
  function target(link) { return document.getElementById(tusachSearch.idOf(link.hash)); }
  function isHere(link) { return link.hash && link.pathname.replace(/index\.html$/, "") === location.pathname.replace(/index\.html$/, ""); }

  /* The provisions of other documents lie in a script beside the page, or in several whose number it tells: each is asked
     for when first needed. */
  window.tusachPreviews = function (data) {
    if (typeof data === "number") parts = data;
    else for (var key in data) rows[key] = data[key];
  };
  function ask(name, then) {
    var calls = asked[name];
    if (calls === true) return then();
    if (calls) return calls.push(then);
    var script = document.createElement("script");
    asked[name] = [then];
    script.src = name;
    script.onload = script.onerror = function () {
      calls = asked[name];
      asked[name] = true;
      calls.forEach(function (call) { call(); });
    };
    document.head.append(script);
  }
  function load(keys, then) {
    ask("xem-truoc.js", function next() {
      var key = parts && keys.shift(), sum = 0;
      if (!key) return then();
      for (var i = 0; i < key.length; i++) sum += key.charCodeAt(i);
      ask("xem-truoc-" + (sum % parts) + ".js", next);
    });
  }
  function keyOf(link) {
    var folder = /([^/]+)\/(?:index\.html)?$/.exec(link.pathname);
    return folder ? folder[1] + (link.hash || "#") : "";
  }

  /* A unit of this page with what belongs to it: the wording in force, and what is noted of it. */
  function level(element) {
    if (/^H[1-6]$/.test(element.tagName)) return element.classList.contains("dieu") ? 1 : 0;
    if (element.matches(".versions")) return { khoan: 2, diem: 3 }[element.dataset.level] || 9;
    return element.classList.contains("khoan") ? 2 : element.classList.contains("diem") ? 3 : 9;
  }
  function own(start) {
    var texts = [], notes = [], left = LONGEST, most = level(start), above = start.closest(".versions__now");
    function words(element) {
      var text = element.cloneNode(true);
      text.querySelectorAll(".headerlink, .part__fold, details").forEach(function (part) { part.remove(); });
      return text.textContent.replace(/\s+/g, " ").trim();
    }
    function put(element) {
      var text = words(element);
      if (!text || left <= 0) return;
      texts.push(text.length > left ? text.slice(0, left).replace(/\s\S*$/, "") + " …" : text);
      left -= text.length;
    }
    function take(element) {
      if (element.matches(".changes")) element.querySelectorAll(".changes__line > p").forEach(function (line) { notes.push(words(line)); });
      else if (element.matches(".versions")) element.querySelectorAll(":scope > .versions__now > *").forEach(function (part) {
        if (part.matches(".versions__label")) notes.push(words(part));
        else put(part);
      });
      else if (element.matches(".extra")) element.querySelectorAll(".added > *").forEach(put);
      else if (!element.matches("aside")) put(element);
    }
    if (start.matches(".gone") && most > 1) notes.push("✕ Đã bị bãi bỏ, xem lời ghi tại điều này");
    if (above && above.firstElementChild !== start) notes.push(words(above.firstElementChild));
    if (start.previousElementSibling && start.previousElementSibling.matches(".changes") && most > 1) take(start.previousElementSibling);
    take(start);
    for (var next = start.nextElementSibling; next && level(next) > most; next = next.nextElementSibling) take(next);
    return { texts: texts, notes: notes };
  }

  /* Words that cite several units show them all, under those words. */
  function more(link) { return (link.dataset.more || "").split(" ").filter(Boolean); }
  function titled(link, title) {
    var words = link.textContent.replace(/\s+/g, " ");
    return more(link).length ? words.charAt(0).toUpperCase() + words.slice(1) : title;
  }

  function fill(link, done) {
    if (link.matches(".term")) {
      var found = target(link), text = found && (found.querySelector("dd") || found).cloneNode(true);
      if (!text) return;
      text.querySelectorAll(".unit").forEach(function (unit) { unit.remove(); });
      return done(["", [text.textContent.trim()], []]);
    }
    if (isHere(link)) {
      var unit = target(link);
      if (!unit) return done();
      var found = own(unit), texts = found.texts, law = article.querySelector("[data-cited-as]");
      more(link).forEach(function (id) {
        var next = document.getElementById(id);
        if (next) { next = own(next); texts = texts.concat(next.texts); found.notes = found.notes.concat(next.notes); }
      });
      var title = window.tusachCitation(unit.id, law ? law.dataset.citedAs : "").trim();
      return done([titled(link, title.charAt(0).toUpperCase() + title.slice(1)), texts, [], found.notes]);
    }
    var keys = [keyOf(link)];
    more(link).forEach(function (id) { keys.push(keys[0].replace(/#.*/, "#" + id)); });
    load(keys.slice(), function () {
      var row = rows[keys[0]], texts = [], notes = [];
      if (!row) return done();
      keys.forEach(function (key) {
        var one = rows[key] || [0, [], 0, []];
        texts = texts.concat(one[1]);
        one[3].forEach(function (note) { if (notes.indexOf(note) < 0) notes.push(note); });
      });
      done([titled(link, row[0]), texts, row[2], notes]);
    });
  }
  function draw(link, row, sheet) {
    var now = today(), state;
    box.textContent = "";
    if (row[0]) box.append(make("p", row[0], "bubble__title"));
    row[2].forEach(function (one) { if (one[0] <= now) state = one; });
    if (state) box.append(make("p", state[1] + " " + state[2], "bubble__state"));
    (row[3] || []).forEach(function (text) { box.append(make("p", text, "bubble__change")); });
    row[1].forEach(function (text) { box.append(make("p", text)); });
    if (sheet) {
      var foot = make("p", "", "bubble__foot"), go = make("a", "Đọc tại văn bản"), close = make("button", "Đóng");
      go.href = link.href;
      close.type = "button";
      close.addEventListener("click", function () { leave(link); });
      go.addEventListener("click", function () { setTimeout(hide); });
      foot.append(go, close);
      box.append(foot);
    }
    box.classList.toggle("bubble--sheet", sheet);
    box.setAttribute("role", sheet ? "dialog" : "tooltip");
    ["aria-label", "aria-modal", "tabindex"].forEach(function (name) { box.removeAttribute(name); });
    if (sheet) { box.setAttribute("aria-label", row[0] || link.textContent); box.setAttribute("aria-modal", "true"); }
    veil.hidden = !sheet;
    box.hidden = false;
    box.scrollTop = 0;
    link.setAttribute("aria-describedby", box.id);
  }
  /* Beside the line that the pointer is on, on the side with more room: never over the words themselves. */
  function place(link) {
    var lines = Array.prototype.slice.call(link.getClientRects()), at = lines[0] || link.getBoundingClientRect();
    lines.forEach(function (line) { if (pointer >= line.top && pointer <= line.bottom) at = line; });
    var whole = link.getBoundingClientRect(), under = innerHeight - whole.bottom - 16, over = whole.top - 16;
    box.style.maxHeight = "";
    var below = box.offsetHeight <= under || under >= over;
    box.style.maxHeight = Math.max(120, Math.min(460, below ? under : over)) + "px";
    box.style.left = Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8)) + "px";
    box.style.top = (below ? whole.bottom + 6 : Math.max(8, whole.top - box.offsetHeight - 6)) + "px";
    if (box.scrollHeight > box.clientHeight) box.tabIndex = 0;
  }
  function hide() {
    clearTimeout(showing);
    clearTimeout(hiding);
    veil.hidden = box.hidden = true;
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
  }
  function show(link, sheet) {
    clearTimeout(hiding);
    if (shown === link) return;
    hide();
    shown = link;
    fill(link, function (row) {
      if (shown !== link) return;
      if (!row || !row[1].length) {
        hide();
        if (sheet) location.href = link.href;
        return;
      }
      draw(link, row, sheet);
      if (sheet) { box.style.left = box.style.top = box.style.maxHeight = ""; box.querySelector("button").focus({ preventScroll: true }); }
      else place(link);
    });
  }
  /* The focus goes back to the link, which must not show itself again for that. */
  function leave(link) {
    hide();
    quiet = true;
    link.focus({ preventScroll: true });
    quiet = false;
  }
  function later() { clearTimeout(showing); hiding = setTimeout(hide, 220); }
  function linkOf(event) { return event.target.closest && event.target.closest("a.term, a.cited"); }
  function isSheet() { return box.classList.contains("bubble--sheet") && !box.hidden; }

  article.addEventListener("mouseover", function (event) {
    var link = linkOf(event);
    if (!link || isSheet()) return;
    clearTimeout(hiding);
    clearTimeout(showing);
    pointer = event.clientY;
    showing = setTimeout(show, link.matches(".term") ? 0 : 140, link, false);
  });
  article.addEventListener("mouseout", function (event) { if (linkOf(event) && !isSheet()) later(); });
  box.addEventListener("mouseenter", function () { clearTimeout(hiding); });
  box.addEventListener("mouseleave", function () { if (!isSheet()) later(); });
  article.addEventListener("focusin", function (event) { if (linkOf(event) && !isSheet() && !quiet && !touching) { pointer = -1; show(linkOf(event), false); } });
  article.addEventListener("focusout", function (event) { if (linkOf(event) && !isSheet()) later(); });
  article.addEventListener("pointerdown", function (event) {
    var link = linkOf(event);
    touching = event.pointerType !== "mouse";
    if (link && event.pointerType !== "mouse" && (shown !== link || link.matches(".cited"))) link.dataset.first = "yes";
  });
  article.addEventListener("click", function (event) {
    var link = linkOf(event);
    if (!link || !link.dataset.first) return;
    delete link.dataset.first;
    event.preventDefault();
    hide();
    show(link, link.matches(".cited"));
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || box.hidden) return;
    if (isSheet() && shown) leave(shown);
    else hide();
  });
  document.addEventListener("click", function () { touching = false; });
  veil.addEventListener("click", function () { if (shown) leave(shown); });
  box.addEventListener("keydown", function (event) {
    if (event.key !== "Tab" || !isSheet()) return;
    var stops = box.querySelectorAll("a, button"), at = document.activeElement, last = stops[stops.length - 1];
    if (event.shiftKey ? at === stops[0] : at === last) { event.preventDefault(); (event.shiftKey ? last : stops[0]).focus(); }
  });
  addEventListener("scroll", function () {
    if (isSheet() || box.hidden) return;
    var at = shown.getBoundingClientRect();
    if (at.bottom < 60 || at.top > innerHeight) hide();
    else place(shown);
  }, { passive: true });
})();
