/* What a term means and what a cited provision says, without leaving the page: on hover, on focus, on a tap. */
(function () {
  "use strict";
  var article = document.querySelector("article"), LONGEST = 700;
  if (!article || !article.querySelector("a.term, a.cited")) return;
  var box = document.createElement("div"), shown, hiding, showing, rows = {}, asked = {}, parts, quiet;
  box.className = "bubble";
  box.id = "xem-truoc";
  box.hidden = true;
  document.body.append(box);

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
  function target(link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); }
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
    return folder ? folder[1] + link.hash : "";
  }

  /* A unit of this page with what belongs to it. */
  function level(element) {
    if (/^H[1-6]$/.test(element.tagName)) return element.classList.contains("dieu") ? 1 : 0;
    return element.classList.contains("khoan") ? 2 : element.classList.contains("diem") ? 3 : 9;
  }
  function own(start) {
    var texts = [], left = LONGEST, columns = start.closest(".versions"), most = level(start);
    function take(element) {
      var text = element.cloneNode(true);
      text.querySelectorAll(".headerlink, .part__fold, aside, details").forEach(function (part) { part.remove(); });
      text = text.textContent.replace(/\s+/g, " ").trim();
      if (text && left > 0 && !element.matches("aside")) {
        texts.push(text.length > left ? text.slice(0, left).replace(/\s\S*$/, "") + " …" : text);
        left -= text.length;
      }
    }
    if (columns && most > 1) columns.querySelectorAll("p").forEach(take);
    else {
      take(start);
      for (var next = start.nextElementSibling; next && level(next) > most; next = next.nextElementSibling) {
        if (next.matches(".versions")) next.querySelectorAll("p").forEach(take);
        else take(next);
      }
    }
    return texts;
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
      var texts = own(unit);
      more(link).forEach(function (id) {
        var next = document.getElementById(id);
        if (next) texts = texts.concat(own(next));
      });
      return done([titled(link, window.tusachCitation(unit.id, "").trim()), texts, []]);
    }
    var keys = [keyOf(link)];
    more(link).forEach(function (id) { keys.push(keys[0].replace(/#.*/, "#" + id)); });
    load(keys.slice(), function () {
      var row = rows[keys[0]], texts = [];
      if (!row) return done();
      keys.forEach(function (key) { texts = texts.concat((rows[key] || [0, []])[1]); });
      done([titled(link, row[0]), texts, row[2], row[3]]);
    });
  }
  function draw(link, row, sheet) {
    var now = today(), state;
    box.textContent = "";
    if (row[0]) box.append(make("p", row[0], "bubble__title"));
    row[2].forEach(function (one) { if (one[0] <= now) state = one; });
    if (state) box.append(make("p", state[1] + " " + state[2], "bubble__state"));
    row[1].forEach(function (text) { box.append(make("p", text)); });
    (row[3] || []).forEach(function (text) { box.append(make("p", "✎ " + text, "bubble__change")); });
    if (sheet) {
      var foot = make("p", "", "bubble__foot"), go = make("a", "Mở trang này"), close = make("button", "Đóng");
      go.href = link.href;
      close.type = "button";
      close.addEventListener("click", function () { leave(link); });
      go.addEventListener("click", function () { setTimeout(hide); });
      foot.append(go, close);
      box.append(foot);
    }
    box.classList.toggle("bubble--sheet", sheet);
    box.setAttribute("role", sheet ? "dialog" : "tooltip");
    if (sheet) box.setAttribute("aria-label", row[0] || link.textContent);
    else box.removeAttribute("aria-label");
    box.hidden = false;
    box.scrollTop = 0;
    link.setAttribute("aria-describedby", box.id);
  }
  function place(link) {
    var at = link.getClientRects()[0] || link.getBoundingClientRect(), below = at.bottom + box.offsetHeight + 12 < innerHeight;
    box.style.left = Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8)) + "px";
    box.style.top = (below ? at.bottom + 6 : Math.max(8, at.top - box.offsetHeight - 6)) + "px";
  }
  function hide() {
    clearTimeout(showing);
    clearTimeout(hiding);
    box.hidden = true;
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
      if (sheet) { box.style.left = box.style.top = ""; box.querySelector("button").focus({ preventScroll: true }); }
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
    showing = setTimeout(show, link.matches(".term") ? 0 : 140, link, false);
  });
  article.addEventListener("mouseout", function (event) { if (linkOf(event) && !isSheet()) later(); });
  box.addEventListener("mouseenter", function () { clearTimeout(hiding); });
  box.addEventListener("mouseleave", function () { if (!isSheet()) later(); });
  article.addEventListener("focusin", function (event) { if (linkOf(event) && !isSheet() && !quiet) show(linkOf(event), false); });
  article.addEventListener("focusout", function (event) { if (linkOf(event) && !isSheet()) later(); });
  article.addEventListener("pointerdown", function (event) {
    var link = linkOf(event);
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
  document.addEventListener("pointerdown", function (event) {
    if (isSheet() && !box.contains(event.target)) hide();
  });
  addEventListener("scroll", function () { if (!isSheet() && !box.hidden) hide(); }, { passive: true });
})();
