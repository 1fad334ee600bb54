/* Units as hits a reader can see: where they lead, what they are called, whether they are in force, what they say. */
tusachSearch.hits = (function () {
  "use strict";
  var S = tusachSearch, X = S.shards, V = tusachVietnamese;

  function prepare(m) {
    if (m.firsts) return m;
    var first = 0;
    m.firsts = m.pages.map(function (page) { var own = first; first += page[7]; return own; });
    return m;
  }
  function pageOf(m, unit) {
    var low = 0, high = m.firsts.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (m.firsts[middle] <= unit) low = middle + 1; else high = middle;
    }
    return low - 1;
  }
  /* The status of today: a site that was built yesterday may hold a law that begins this morning. */
  function stateOf(m, state) {
    if (state === -1 || state === undefined) return null;
    if (typeof state === "number") return m.statuses[state];
    var now = new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 10);
    return m.statuses[state.filter(function (one) { return one[0] <= now; }).pop()[1]];
  }
  function hit(m, unit) {
    prepare(m);
    var rank = pageOf(m, unit), page = m.pages[rank], own = m.states[unit];
    return {
      unit: unit, rank: rank, address: page[0], page: page[1], book: page[2], kind: page[3], topics: page[4], number: page[5], day: page[6],
      year: page[6].slice(0, 4), label: m.labels.kinds[page[3]] || "", state: stateOf(m, own === undefined ? page[8] : own)
    };
  }
  /* The sections of one publication as one hit, the best in front and the others in its `more`; each Điều of a law stands alone. */
  function together(hits) {
    var met = Object.create(null);
    return hits.filter(function (one) {
      if (one.number) return true;
      if (met[one.address]) { met[one.address].more.push(one); return false; }
      one.more = [];
      met[one.address] = one;
      return true;
    });
  }
  /* [heading, anchor, [paragraph …], [question, short answer]?] of a unit. */
  function text(m, unit) {
    var rank = pageOf(prepare(m), unit), place = unit - m.firsts[rank];
    return X.read("t-" + m.pages[rank][9] + "-" + Math.floor(place / m.block)).then(function (rows) { return rows[place % m.block]; });
  }
  /* The hit with its heading, place and text. */
  function full(m, one) {
    return text(m, one.unit).then(function (row) {
      one.anchor = one.anchor || row[1];
      one.title = one.title || row[0] || one.page;
      var clause = /-khoan-(\w+)$/.exec(row[1]);
      if (clause && one.title === row[0]) one.title = "Khoản " + clause[1] + ", " + row[0];
      one.where = [one.label, one.book, row[0] ? one.page : ""].filter(Boolean).join(" › ");
      one.text = row[2];
      one.answer = row[3];
      one.url = S.address(one.address, one.anchor);
      return one;
    });
  }

  /* A question of the bookcase that asks the same, to show its short answer; none when it is not sure. */
  function sameQuestion(m, found, hits) {
    var words = found.words, asked = hits.slice(0, 30).filter(function (one) { return one.kind === "question" && one.unit === m.firsts[one.rank]; });
    /* Common alone, and no part of a word that the site knows. */
    function isCommon(at, pairs) {
      return m.isHeavy[words[at]] && !pairs.some(function (first) {
        var pair = words[first] + "_" + words[first + 1];
        return m.isHeavy[pair] || found.rows[pair];
      });
    }
    return Promise.all(asked.slice(0, 5).map(function (one) { return full(m, one); })).then(function (all) {
      return all.filter(function (one) {
        return one.answer && S.asking.same(found.written, one.page, one.answer[0], found.also, isCommon);
      })[0] || null;
    });
  }
  return { prepare: prepare, hit: hit, together: together, text: text, full: full, stateOf: stateOf, sameQuestion: sameQuestion };
})();
