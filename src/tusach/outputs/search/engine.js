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

  /* The index as Lunr would have built it: weights by the formula of lunr.Builder in version 2.3.9. */
  function load(data) {
    var fields = Object.keys(data.boosts), terms = data.terms ? data.terms.split(" ") : [];
    var inverted = Object.create(null), elements = {}, tokens = new lunr.TokenSet.Builder();
    var average = {}, vectors = {};
    fields.forEach(function (field) {
      var sum = 0;
      data.lengths[field].forEach(function (length, unit) { sum += length; elements[field + "/" + unit] = []; });
      average[field] = sum / data.count;
    });
    terms.forEach(function (term, rank) {
      var posting = { _index: rank }, found = [], df = 0;
      fields.forEach(function (field, column) {
        var row = data.postings[rank][column], unit = 0, times;
        posting[field] = {};
        for (var i = 0; i < row.length; i++) {
          unit += row[i] >> 1;
          times = row[i] & 1 ? row[++i] : 1;
          posting[field][unit] = {};
          found.push([field, unit, times]);
          df++;
        }
      });
      var idf = Math.log(1 + Math.abs((data.count - df + 0.5) / (df + 0.5)));
      found.forEach(function (one) {
        var field = one[0], times = one[2], length = data.lengths[field][one[1]];
        var score = idf * ((data.k1 + 1) * times) / (data.k1 * (1 - data.b + data.b * (length / average[field])) + times);
        elements[field + "/" + one[1]].push(rank, Math.round(score * data.boosts[field] * 1000) / 1000);
      });
      inverted[term] = posting;
      tokens.insert(term);
    });
    tokens.finish();
    Object.keys(elements).forEach(function (ref) { vectors[ref] = new lunr.Vector(elements[ref]); });
    return new lunr.Index({
      fields: fields, fieldVectors: vectors, invertedIndex: inverted, tokenSet: tokens.root, pipeline: new lunr.Pipeline()
    });
  }
  return { ask: ask, load: load };
})();
