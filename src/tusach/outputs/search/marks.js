/* Marks the words of a question (a list, with accents or without) in a text, and cuts the best window out of it. */
var tusachMarks = (function () {
  "use strict";
  var V = tusachVietnamese, WORDS = 34, known = new Map();

  /* Vietnamese has few syllables: each is folded once. */
  function fold(word) {
    var found = known.get(word);
    if (found === undefined) known.set(word, found = V.fold(word));
    return found;
  }

  /* The text in parts, its words with `on`: 2 beside its neighbour in the question, 1 alone (only where no pair is found).
     A word typed with accents is found with those; only when a text has none such, with any. */
  function marked(text, typed) {
    var parts = text.split(/([\p{L}\p{M}\p{N}]+)/u), found = [];
    for (var i = 1; i < parts.length; i += 2) found.push({ part: i, folded: fold(parts[i]), on: 0 });
    if (!turnedOn(found, parts, typed)) turnedOn(found, parts, typed.map(V.fold));
    return { parts: parts, words: found };
  }
  function turnedOn(found, parts, typed) {
    var folded = typed.map(V.fold), singles = Object.create(null), pairs = Object.create(null);
    typed.forEach(function (word, i) {
      (singles[folded[i]] = singles[folded[i]] || []).push(word);
      if (i) (pairs[folded[i - 1] + " " + folded[i]] = pairs[folded[i - 1] + " " + folded[i]] || []).push(typed[i - 1] + " " + word);
    });
    /* Whether a text's words are one of the ways they were typed: each with its accents, or without any. */
    function fits(ways, words) {
      return ways && ways.some(function (way) {
        return way.split(" ").every(function (word, k) { return word === words[k].folded || word === V.written(parts[words[k].part])[0]; });
      });
    }
    found.forEach(function (word, i) {
      if (i && fits(pairs[found[i - 1].folded + " " + word.folded], [found[i - 1], word])) word.on = found[i - 1].on = 2;
    });
    if (!found.some(function (word) { return word.on; })) {
      found.forEach(function (word) { if (fits(singles[word.folded], [word])) word.on = 1; });
    }
    return found.some(function (word) { return word.on; });
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
  return { marked: marked, snippet: snippet, highlighted: highlighted };
})();
