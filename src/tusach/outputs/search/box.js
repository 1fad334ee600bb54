/* The search box: answers while typing, by keyboard and by finger (WAI-ARIA combobox with a list in groups). */
(function () {
  "use strict";
  var S = tusachSearch, V = tusachVietnamese, H = S.hits, MOST = 7, opened = [];

  function element(tag, className, content) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (content !== undefined && content !== null) made.append(content);
    return made;
  }
  function badge(state) {
    return state ? element("span", "state state--" + state[0], state[2] + " " + state[1]) : "";
  }
  /* What every list of hits shows of one: title with marks, place, state and day. */
  function card(one, words, tag) {
    var link = element(tag || "a", "hit");
    if (!tag) link.href = one.url;
    link.append(element("span", "hit__title", tusachMarks.highlighted(one.title, words)));
    var where = element("span", "hit__where", one.where);
    if (one.state) where.append(" ", badge(one.state));
    link.append(where);
    arriving(link, words);
    return link;
  }
  /* The words go along when the link is followed, so that the page can mark them; the address to copy stays clean. */
  function arriving(link, words) {
    if (link.tagName !== "A" || !words.length) return;
    function carry() {
      var url = new URL(link.href);
      url.searchParams.set("h", words.join(" "));
      link.href = url.href;
    }
    link.addEventListener("click", carry);
    link.addEventListener("auxclick", carry);
  }
  function kinds(hits) {
    var groups = [], of = {};
    hits.forEach(function (one) {
      if (!of[one.kind]) groups.push(of[one.kind] = { label: one.label || "Trang khác", hits: [] });
      of[one.kind].hits.push(one);
    });
    return groups;
  }
  /* At most two hits of one page among the few that a box can show; nothing that is no longer law while others are. */
  function few(hits) {
    var seen = {}, now = hits.filter(function (one) { return !one.state || one.state[3]; });
    return (now.length ? now : hits).filter(function (one) {
      seen[one.address] = (seen[one.address] || 0) + 1;
      return seen[one.address] <= 2;
    }).slice(0, MOST);
  }
  function first(text, most) {
    text = text.join(" ");
    return text.length > most ? text.slice(0, most).replace(/\s\S*$/, "") + " …" : text;
  }

  S.box = function (form) {
    if (opened.indexOf(form) >= 0) return;
    opened.push(form);
    var input = form.querySelector("input[type=search]"), list = form.querySelector("[data-search-list]");
    var status = form.querySelector("[data-search-status]"), active = -1, asked = null, options = [];

    function show(open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) choose(-1);
    }
    function choose(rank) {
      active = rank;
      options.forEach(function (option, i) {
        option.setAttribute("aria-selected", String(i === rank));
        if (i === rank) option.scrollIntoView({ block: "nearest" });
      });
      if (rank < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", options[rank].id);
    }
    function option(content, into) {
      content.id = list.id + "-" + options.length;
      content.setAttribute("role", "option");
      content.setAttribute("aria-selected", "false");
      content.tabIndex = -1;
      options.push(content);
      into.append(content);
    }
    function group(label) {
      var made = element("div", "search__group"), name = element("p", "search__kind", label);
      made.setAttribute("role", "group");
      made.setAttribute("aria-label", label);
      name.setAttribute("aria-hidden", "true");
      made.append(name);
      list.append(made);
      return made;
    }
    function all_url(query) { return S.address("tim-kiem", "") + "?q=" + encodeURIComponent(query); }

    function answer() {
      var query = input.value;
      asked = query;
      if (!V.syllables(query).length) { show(false); status.textContent = ""; return; }
      S.shards.lasting(function () {
        return S.engine.ask(query, true).then(function (found) {
          var m = H.prepare(found.manifest), all = found.hits.map(function (hit) { return H.hit(m, hit[0]); });
          var hits = H.together(all), shown = few(hits);
          return Promise.all([S.cite.card(m, query, found.mended.length ? found.words.join(" ") : ""), H.sameQuestion(m, found, all), Promise.all(shown.map(function (one) { return H.full(m, one); }))])
            .then(function (parts) { if (query === asked) draw(query, found, hits.length, parts[0], parts[1], parts[2]); });
        });
      }).catch(function () {
        if (query !== asked) return;
        show(false);
        options = [];
        status.textContent = "Chưa tải được dữ liệu tìm kiếm. Kiểm tra mạng rồi thử lại.";
      });
    }
    function draw(query, found, count, cited, question, shown) {
      list.textContent = "";
      options = [];
      if (cited && cited.hit) {
        var own = card(cited.hit, []);
        own.append(element("span", "hit__text", cited.note || first(cited.text, 160)));
        option(own, group("Đúng chỗ bạn gõ"));
      }
      if (question) {
        var made = card(question, found.written);
        made.append(element("span", "hit__text", question.answer[1]));
        option(made, group("Trả lời ngắn"));
        shown = shown.filter(function (one) { return one.address !== question.address; });
      }
      kinds(shown).forEach(function (row) {
        var box = group(row.label);
        row.hits.forEach(function (one) { option(card(one, found.written), box); });
      });
      var all = element("a", "hit hit--all", count ? "Xem tất cả " + count + " kết quả" : "Không thấy. Xem gợi ý cách tìm");
      all.href = all_url(query);
      option(all, list);
      status.textContent = count ? count + " kết quả" : "Không thấy kết quả nào";
      show(document.activeElement === input);
    }
    function go(step) {
      if (list.hidden) { if (options.length) show(true); else answer(); return; }
      var count = options.length;
      choose((active + step + count + (active < 0 && step < 0 ? 1 : 0)) % count);
    }
    input.addEventListener("input", answer);
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") { event.preventDefault(); go(1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); go(-1); }
      else if (event.key === "Enter" && active >= 0) { event.preventDefault(); options[active].click(); }
      else if (event.key === "Escape") {
        if (!list.hidden) { event.preventDefault(); show(false); } else { input.value = ""; input.blur(); }
      }
    });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    document.addEventListener("click", function (event) { if (!form.contains(event.target)) show(false); });
    form.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) show(false);
    });
    if (input.value && document.activeElement === input) answer();
  };
  S.cards = { element: element, badge: badge, card: card, arriving: arriving, first: first };
})();
