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
  function copy(text) {
    function byHand() {
      var field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    var done = navigator.clipboard && isSecureContext ? navigator.clipboard.writeText(text).catch(byHand) : Promise.resolve(byHand());
    done.then(function () { say("Đã chép liên kết"); });
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
  function share() {
    var page = { title: document.title, url: location.href };
    if (navigator.share) navigator.share(page).catch(function () {});
    else copy(page.url);
  }

  /* The contents as a sheet from below on a phone: it opens without a jump and gives the focus back. */
  function contents() {
    var sheet = document.querySelector("[data-contents]"), opener = document.querySelector("[data-contents-open]");
    if (!sheet || !opener) return;
    function open(yes) {
      sheet.classList.toggle("open", yes);
      (yes ? sheet.querySelector("a") : opener).focus({ preventScroll: true });
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

  /* Marks in the contents where the reader is. */
  function whereAmI() {
    var links = {};
    each("[data-contents] a[href^='#']", function (link) { links[decodeURIComponent(link.hash.slice(1))] = link; });
    if (!window.IntersectionObserver) return;
    var watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting || !links[entry.target.id]) return;
        Object.keys(links).forEach(function (id) { links[id].removeAttribute("aria-current"); });
        links[entry.target.id].setAttribute("aria-current", "location");
      });
    }, { rootMargin: "-70px 0px -75% 0px" });
    Object.keys(links).forEach(function (id) {
      var heading = document.getElementById(id);
      if (heading) watcher.observe(heading);
    });
  }

  function filters(form) {
    var list = document.querySelector("[data-filtered]"), cards = Array.prototype.slice.call(list.children);
    var count = form.querySelector("[data-filter-count]"), empty = document.querySelector("[data-filter-empty]");
    var collator = new Intl.Collator("vi");
    function title(card) { return card.querySelector(".card__title").textContent; }
    function apply() {
      var words = tusachVietnamese.syllables(form.elements.chu.value), shown = 0;
      cards.forEach(function (card) {
        var text = " " + tusachVietnamese.syllables(card.textContent).join(" ");
        var fits = words.every(function (word) { return text.indexOf(" " + word) >= 0; });
        ["kind", "topics", "year"].forEach(function (name) {
          var wanted = form.elements[name] && form.elements[name].value;
          if (wanted && (" " + card.dataset[name] + " ").indexOf(" " + wanted + " ") < 0) fits = false;
        });
        card.hidden = !fits;
        shown += fits;
      });
      var order = form.elements.order.value === "az" ? cards.slice().sort(function (a, b) { return collator.compare(title(a), title(b)); }) : cards;
      order.forEach(function (card) { list.append(card); });
      count.textContent = shown + " tài liệu";
      empty.hidden = shown > 0;
    }
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    if (form.elements.chu.value) apply();
  }

  each("[data-needs-js]", function (element) { element.hidden = false; });
  plainFiles();
  on("[data-theme-toggle]", "click", theme);
  on("button[data-size]", "click", size);
  on("[data-print]", "click", function () { print(); });
  on("[data-share]", "click", share);
  on(".headerlink", "click", function (link) { copy(link.href); });
  each("[data-filters]", filters);
  contents();
  whereAmI();
  addEventListener("beforeprint", function () { each("details:not([open])", function (box) { box.open = true; box.dataset.shut = "yes"; }); });
  addEventListener("afterprint", function () { each("details[data-shut]", function (box) { box.open = false; delete box.dataset.shut; }); });
})();
