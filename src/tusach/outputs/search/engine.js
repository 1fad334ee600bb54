/* From what a reader types to the units that answer it: common words left out, slips mended, people's words joined by the law's. */
tusachSearch.engine = (function () {
  "use strict";
  var V = tusachVietnamese, X = tusachSearch.shards, M = tusachSearch.mend;
  var TAIL = 0.2, SAID = 0.2, OPEN = 0.4, GUESS = 0.5, ACCENT = 0.25;
  /* Signs of a question that are read; the boxes take no more. */
  var LETTERS = 300;

  /* Each term once; the very common ones only when fewer than three others remain. */
  function askedTerms(m, words) {
    var terms = V.pairs(words).filter(function (term, i, all) { return all.indexOf(term) === i; });
    var light = terms.filter(function (term) { return !m.isHeavy[term]; });
    return light.length >= 3 ? light : terms;
  }

  /* What people say among the words, the longest first, and the law's words for it. */
  function said(words, written, rows) {
    var found = [], used = [];
    for (var i = 0; i < words.length; i++) {
      [words[i], words[i] + "_" + words[i + 1]].forEach(function (key) {
        ((rows[key] || [])[3] || []).forEach(function (entry) {
          var phrase = V.syllables(entry[0]), accents = V.written(entry[0]);
          var fits = phrase.every(function (word, k) {
            return words[i + k] === word && (written[i + k] === word || written[i + k] === accents[k]);
          });
          if (fits) found.push({ at: i, count: phrase.length, said: entry[0], law: entry.slice(1) });
        });
      });
    }
    found.sort(function (a, b) { return b.count - a.count || a.at - b.at; });
    return found.filter(function (one) {
      for (var k = one.at; k < one.at + one.count; k++) if (used[k]) return false;
      for (k = one.at; k < one.at + one.count; k++) used[k] = true;
      return true;
    });
  }
  function lawClauses(m, also, boosts) {
    var added = [];
    also.forEach(function (one) {
      one.law.forEach(function (phrase) {
        var words = V.syllables(phrase);
        V.pairs(words).forEach(function (term) {
          /* A pair of the law's words means what they mean; one of them alone may mean anything. */
          if (m.isHeavy[term] || boosts[term] || (words.length > 1 && term.indexOf("_") < 0)) return;
          boosts[term] = SAID;
          added.push(term);
        });
      });
    });
    return added;
  }

  /* The last syllable may be unfinished: when it makes no known pair yet, the pairs that begin so stand in for it. */
  function unfinished(m, words, rows, boosts) {
    var last = words.length - 1, pair = words[last - 1] + "_" + words[last];
    if (last < 1 || rows[pair]) return Promise.resolve([]);
    return X.beginning(m, pair).then(function (terms) {
      terms = terms.filter(function (term) { return !boosts[term]; }).slice(0, 8);
      terms.forEach(function (term) { boosts[term] = OPEN; });
      return terms;
    });
  }

  /* One hit for an over-long Điều: its best khoản. */
  function oneOfEach(m, hits) {
    if (!m.split.length) return hits;
    var article = {}, met = {};
    for (var i = 0; i < m.split.length; i += 2) for (var k = 0; k < m.split[i + 1]; k++) article[m.split[i] + k] = m.split[i];
    return hits.filter(function (hit) {
      var key = article[hit[0]];
      if (key === undefined) return true;
      if (met[key]) return false;
      return (met[key] = true);
    });
  }

  /* "má" and "mã" are one word to the index; among close scores the one typed comes first. Nothing is hidden. */
  function accentsFirst(m, words, written, hits) {
    var keys = words.map(function (word, i) { return word + ":" + written[i]; }).filter(function (key, i) { return written[i] !== words[i]; });
    if (words.length > 2 || !keys.length) return Promise.resolve(hits);
    return X.rows(m, keys).then(function (rows) {
      var more = Object.create(null);
      Object.keys(rows).forEach(function (key) {
        X.each(rows[key][1], function (unit) { more[unit] = (more[unit] || 0) + ACCENT; });
      });
      return hits.map(function (hit) { return [hit[0], hit[1] * (1 + (more[hit[0]] || 0))]; })
        .sort(function (a, b) { return b[1] - a[1]; });
    });
  }

  /* Resolves to {manifest, words, written: the words with the accents typed, hits: [[unit, score] …] best first, also: what was searched besides, mended: slips,
     rows: those of the terms asked}. */
  function ask(text, typing) {
    text = text.normalize("NFC").slice(0, LETTERS);
    X.start().catch(function () { /* told when it is waited for */ });
    return X.open().then(function (m) {
      var words = V.syllables(text).slice(0, 40), written = V.written(text).slice(0, 40);
      if (written.length !== words.length) written = words;
      if (!words.length) return { manifest: m, words: words, written: written, hits: [], also: [], mended: [], rows: {} };
      return X.rows(m, askedTerms(m, words)).then(function (rows) {
        var open = typing && !/\s$/.test(text), meant = [];
        said(words, written, rows).forEach(function (one) { for (var k = 0; k < one.count; k++) meant[one.at + k] = true; });
        if (open) meant[words.length - 1] = true;
        return M.mend(m, words, written, rows, meant).then(function (mended) {
          return X.rows(m, askedTerms(m, mended.words).concat(mended.guesses)).then(function (rows) {
            return answer(m, mended, rows, open);
          });
        });
      });
    });
  }
  function answer(m, mended, rows, open) {
    var words = mended.words, written = mended.written, boosts = Object.create(null), also = said(words, written, rows);
    askedTerms(m, words).forEach(function (term) { boosts[term] = 1; });
    mended.guesses.forEach(function (term) { if (!boosts[term]) boosts[term] = GUESS; });
    var added = lawClauses(m, also, boosts);
    return Promise.all([X.rows(m, added), open ? unfinished(m, words, rows, boosts) : [], X.start()]).then(function (both) {
      return X.rows(m, both[1]).then(function (more) {
        var all = Object.assign(Object.create(null), rows, both[0], more);
        var hits = X.weigh(m, Object.keys(boosts).map(function (term) { return [term, boosts[term]]; }), all);
        return accentsFirst(m, words, written, hits);
      });
    }).then(function (hits) {
      /* Any shared syllable is a hit for Lunr; a reader is not helped by the long tail of them. */
      var least = hits.length ? hits[0][1] * TAIL : 0;
      hits = oneOfEach(m, hits.filter(function (hit) { return hit[1] >= least; }));
      return { manifest: m, words: words, written: written, hits: hits, also: also, mended: mended.slips, rows: rows };
    });
  }
  return { ask: ask };
})();
