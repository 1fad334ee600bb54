/* Asks the Lunr index. Loaded, with lunr.js and the index, when a reader first turns to a search box. */
tusachSearch.engine = (function () {
  "use strict";
  var V = tusachVietnamese, TAIL = 0.2;

  /* Common words weigh little; a pair of syllables says more than its two halves. The last syllable may be unfinished. */
  function ask(index, text) {
    var words = V.syllables(text).slice(0, 40);
    if (!words.length) return [];
    var last = words[words.length - 1], open = !/\s$/.test(text);
    var found = index.query(function (query) {
      var seen = {};
      V.terms(words.join(" ")).forEach(function (term) {
        if (seen[term]) return;
        seen[term] = true;
        query.term(term, { usePipeline: false, boost: 1 });
      });
      if (open && last.length > 1) {
        var start = words.length > 1 ? words[words.length - 2] + "_" + last : last;
        query.term(start, { usePipeline: false, boost: 0.4, wildcard: lunr.Query.wildcard.TRAILING });
      }
    });
    /* Any shared syllable is a hit for Lunr; a reader is not helped by the long tail of them. */
    return found.filter(function (result) { return result.score >= found[0].score * TAIL; });
  }

  function load(data) {
    return lunr.Index.load(data);
  }
  return { ask: ask, load: load };
})();
