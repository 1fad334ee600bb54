/* The page /tim-kiem/?q=…: cards of what was asked for by name, all results, filters that count, and an address for each view. */
(function () {
  "use strict";
  var S = tusachSearch, V = tusachVietnamese, H = S.hits, C = S.cards, PAGE = 10, MORE = 3;
  /* Names of the filters in the address. */
  var SELECTS = ["loai", "chu-de", "luat", "nam", "xep"];

  S.results = function (main) {
    var form = document.querySelector("form[data-search-page]"), input = form.querySelector("input[type=search]");
    var list = main.querySelector("[data-search-results]"), status = main.querySelector("[data-search-count]");
    var more = main.querySelector("[data-search-more]"), empty = main.querySelector("[data-search-empty]");
    var filters = main.querySelector("[data-search-filters]"), said = main.querySelector("[data-search-said]");
    var today = main.querySelector("input[name=hieu-luc]"), hidden = main.querySelector("[data-search-hidden]"), nearest = main.querySelector("[data-search-nearest]");
    var turns = 0, shown = [], words = [], shownHits = 0, wanted = {}, timer;
    var select = {};
    SELECTS.forEach(function (name) { select[name] = main.querySelector("select[name=" + name + "]"); });

    function read() {
      var given = new URLSearchParams(location.search);
      input.value = (given.get("q") || "").slice(0, input.maxLength);
      SELECTS.forEach(function (name) { wanted[name] = given.get(name) || ""; });
      select.xep.value = wanted.xep;
      today.checked = given.get("hieu-luc") !== "moi";
    }
    /* A finished question or a filter is a step to come back to; a letter more is not. */
    function write(step) {
      var given = new URLSearchParams();
      if (input.value) given.set("q", input.value);
      SELECTS.forEach(function (name) { if (wanted[name]) given.set(name, wanted[name]); });
      if (!today.checked) given.set("hieu-luc", "moi");
      var url = location.pathname + (given.toString() ? "?" + given : "");
      if (url === location.pathname + location.search) return;
      history[step ? "pushState" : "replaceState"](null, "", url);
    }
    function fill(name, hits, keys, label, all) {
      var counts = {}, order = [];
      hits.forEach(function (one) {
        keys(one).forEach(function (key) {
          if (!counts[key]) order.push(key);
          counts[key] = (counts[key] || 0) + 1;
        });
      });
      if (name === "nam") order.sort().reverse();
      else order.sort(function (a, b) { return counts[b] - counts[a]; });
      select[name].textContent = "";
      select[name].append(new Option(all, ""));
      order.slice(0, 60).forEach(function (key) { select[name].append(new Option(label(key) + " (" + counts[key] + ")", key)); });
      select[name].value = counts[wanted[name]] ? wanted[name] : "";
      select[name].closest("label").hidden = order.length < 2 && !wanted[name];
    }
    function test(name) {
      var value = select[name].value;
      return {
        "loai": function (one) { return !value || one.kind === value; },
        "chu-de": function (one) { return !value || one.topics.indexOf(value) >= 0; },
        "luat": function (one) { return !value || one.address === value; },
        "nam": function (one) { return !value || one.year === value; }
      }[name];
    }

    function clear() {
      list.textContent = ""; said.textContent = "";
      empty.hidden = more.hidden = filters.hidden = hidden.hidden = true;
    }
    function answer() {
      var query = input.value, turn = ++turns;
      document.title = (query ? query + " - " : "") + document.body.dataset.searchTitle;
      if (!V.syllables(query).length) {
        clearTimeout(timer);
        clear();
        status.textContent = "Gõ điều bạn muốn hỏi, có dấu hay không dấu đều được.";
        return;
      }
      /* The old answers stay until the new ones are there: nothing flickers while a reader types. */
      clearTimeout(timer);
      timer = setTimeout(function () { status.textContent = "Đang tìm…"; }, 600);
      S.shards.lasting(function () {
        return S.engine.ask(query, false).then(function (found) {
          var m = H.prepare(found.manifest), hits = found.hits.map(function (hit) { return H.hit(m, hit[0]); });
          return Promise.all([S.cite.card(m, query, found.mended.length ? found.words.join(" ") : ""), H.sameQuestion(m, found, hits)]).then(function (cards) {
            return turn === turns && draw(m, turn, query, found, H.together(hits), cards[0], cards[1]);
          });
        });
      }).catch(function () {
        if (turn !== turns) return;
        clear();
        failed();
      });
    }
    function draw(m, turn, query, found, hits, cited, question) {
      words = found.written;
      var inForce = hits.filter(function (one) { return !today.checked || !one.state || one.state[3]; });
      fill("loai", inForce, function (one) { return one.label ? [one.kind] : []; }, function (key) { return m.labels.kinds[key]; }, "Mọi loại");
      inForce = inForce.filter(test("loai"));
      fill("chu-de", inForce, function (one) { return one.topics; }, function (key) { return m.labels.topics[key] || key; }, "Mọi chủ đề");
      inForce = inForce.filter(test("chu-de"));
      var names = {};
      inForce.forEach(function (one) { names[one.address] = one.page; });
      fill("luat", inForce, function (one) { return one.number ? [one.address] : []; }, function (key) { return names[key]; }, "Mọi văn bản");
      inForce = inForce.filter(test("luat"));
      fill("nam", inForce, function (one) { return one.year ? [one.year] : []; }, String, "Mọi năm");
      shown = inForce.filter(test("nam"));
      if (select.xep.value === "ngay") {
        shown = shown.map(function (one, i) { return [one, i]; })
          .sort(function (a, b) { return a[0].day === b[0].day ? a[1] - b[1] : a[0].day < b[0].day ? 1 : -1; })
          .map(function (pair) { return pair[0]; });
      }
      var count = shown.length, left = hits.filter(function (one) { return one.state && !one.state[3]; }).length;
      hidden.hidden = !left || !today.checked;
      hidden.querySelector("span").textContent = "Đang ẩn " + left + " kết quả không còn hoặc chưa có hiệu lực.";
      var citedUrl = cited && cited.hit ? cited.hit.url : "";
      return Promise.all(shown.slice(0, cited || question ? PAGE + 2 : PAGE).map(function (one) { return H.full(m, one); })).then(function () {
        if (turn !== turns) return [];
        shown = shown.filter(function (one) { return one.url !== citedUrl && !(question && one.address === question.address); });
        shownHits = 0;
        return Promise.all([items(m), shown.length || cited ? [] : S.mend.nearest(m, found.words)]);
      }).then(function (made) {
        if (turn !== turns) return;
        clearTimeout(timer);
        filters.hidden = !hits.length;
        status.textContent = (shown.length || question ? count + " kết quả" : "Không thấy kết quả nào") + " cho “" + query + "”";
        tell(found);
        list.textContent = "";
        if (cited) list.append(cited.hit ? C.element("li", "hits__answer", citedCard(cited)) : missing(m, cited.missing));
        if (question) list.append(C.element("li", "hits__answer", questionCard(question)));
        made[0].forEach(function (item) { list.append(item); });
        more.hidden = shownHits >= shown.length;
        empty.hidden = count > 0 || Boolean(cited);
        suggest(made[1]);
      });
    }
    function failed() { clearTimeout(timer); status.textContent = "Chưa tải được dữ liệu tìm kiếm. Kiểm tra mạng rồi thử lại."; }
    function askFor(text) {
      var link = C.element("a", "", text);
      link.href = "?q=" + encodeURIComponent(text);
      link.addEventListener("click", function (event) { event.preventDefault(); input.value = text; again(); });
      return link;
    }
    function suggest(near) {
      nearest.hidden = !near.length;
      nearest.textContent = near.length ? "Chữ gần giống có trong tủ sách: " : "";
      near.forEach(function (word, i) { nearest.append(i ? ", " : "", askFor(word)); });
    }
    /* What was searched besides, and what was read for what was typed. */
    function tell(found) {
      said.textContent = "";
      if (found.mended.length) {
        var fixed = input.value, line = C.element("p", "", "Có phải bạn tìm ");
        found.mended.forEach(function (slip) {
          fixed = fixed.normalize("NFC").replace(new RegExp("(^|[^\\p{L}\\p{N}])" + slip[0] + "(?![\\p{L}\\p{N}])", "iu"), "$1" + slip[1]);
        });
        line.append("“", askFor(fixed), "”? Kết quả dưới đây đã tìm theo cách viết này.");
        said.append(line);
      }
      if (found.also.length) {
        var law = [];
        found.also.forEach(function (one) { one.law.forEach(function (phrase) { if (law.indexOf(phrase) < 0) law.push(phrase); }); });
        said.append(C.element("p", "", "Cũng tìm theo chữ của luật: " + law.slice(0, 6).join("; ") + "."));
      }
    }
    function citedCard(cited) {
      var link = C.card(cited.hit, []);
      link.querySelector(".hit__title").prepend(C.element("span", "hit__mark", "Đúng chỗ bạn gõ"));
      if (cited.note) link.append(C.element("span", "hit__note", cited.note));
      if (cited.text.length) link.append(C.element("span", "hit__text", C.first(cited.text, 600)));
      return link;
    }
    function questionCard(one) {
      var link = C.card(one, words);
      link.querySelector(".hit__title").prepend(C.element("span", "hit__mark", "Trả lời ngắn"));
      link.append(C.element("span", "hit__text", one.answer[1]));
      return link;
    }
    function missing(m, number) {
      var item = C.element("li", "hits__answer"), text = C.element("p", "", "Văn bản số " + number + " chưa có trong tủ sách này. ");
      if (m.database) {
        var link = C.element("a", "", "Tra trên cơ sở dữ liệu quốc gia");
        link.href = m.database.replace("{number}", encodeURIComponent(number));
        link.rel = "noopener";
        text.append(link, ".");
      }
      item.append(text);
      return item;
    }
    function sameBook(others) {
      var line = C.element("p", "hit__more", "Cùng bài: ");
      others.forEach(function (one, i) {
        var link = C.element("a", "", one.title);
        link.href = one.url;
        C.arriving(link, words);
        line.append(i ? " · " : "", link);
      });
      return line;
    }
    /* The next ten as items of the list. */
    function items(m) {
      var part = shown.slice(shownHits, shownHits + PAGE);
      shownHits += part.length;
      return Promise.all(part.map(function (one) {
        return Promise.all([one].concat((one.more || []).slice(0, MORE)).map(function (other) { return H.full(m, other); }));
      })).then(function (full) {
        return part.map(function (one, i) {
          var link = C.card(one, words);
          if (one.day) link.querySelector(".hit__where").append(" " + (one.number ? "ban hành " : "") + one.day.split("-").reverse().join("/"));
          if (one.text.length) link.append(C.element("span", "hit__text", tusachMarks.snippet(one.text.join(" "), words)));
          var item = C.element("li", "", link);
          if (full[i].length > 1) item.append(sameBook(full[i].slice(1)));
          return item;
        });
      });
    }
    function again() { write(true); answer(); }
    form.addEventListener("submit", function (event) { event.preventDefault(); again(); });
    input.addEventListener("input", function () { write(false); answer(); });
    SELECTS.forEach(function (name) {
      select[name].addEventListener("change", function () { wanted[name] = select[name].value; again(); });
    });
    today.addEventListener("change", again);
    hidden.querySelector("button").addEventListener("click", function () { today.checked = false; again(); today.focus(); });
    more.addEventListener("click", function () {
      S.shards.start().then(items).then(function (made) {
        made.forEach(function (item) { list.append(item); });
        more.hidden = shownHits >= shown.length;
        if (made.length) made[0].querySelector("a").focus();
      }).catch(failed);
    });
    addEventListener("popstate", function () { read(); answer(); });
    /* On a phone the answers come before the filters. */
    main.querySelector("[data-search-more-filters]").open = matchMedia("(min-width: 760px)").matches || SELECTS.some(function (name) {
      return new URLSearchParams(location.search).get(name);
    });
    read();
    if (!input.value && !matchMedia("(hover: none)").matches) input.focus();
    answer();
  };
})();
