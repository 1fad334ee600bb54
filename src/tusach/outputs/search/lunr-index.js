/* A lunr.Index over the shards that a question needs: every ref, order and score is that of the whole index.
   Terms are clauses without pipeline, wildcard or presence; ask them in the order of their letters. Needs the engine script. */
tusachSearch.lunrIndex = function (terms) {
  "use strict";
  var X = tusachSearch.shards;
  return X.start().then(function (m) {
    return X.rows(m, terms).then(function (rows) {
      var fields = ["title", "text"], inverted = Object.create(null), elements = {}, vectors = {};
      var tokens = new lunr.TokenSet.Builder();
      Object.keys(rows).sort().forEach(function (term, rank) {
        var row = rows[term], count = X.df(row);
        if (!count) return;
        var idf = Math.log(1 + Math.abs((m.units - count + 0.5) / (count + 0.5)));
        inverted[term] = { _index: rank };
        tokens.insert(term);
        fields.forEach(function (field, column) {
          var posting = inverted[term][field] = {};
          if (!row[column + 1]) return;
          X.each(row[column + 1], function (unit, times) {
            var weight = idf * ((m.k1 + 1) * times) / (m.k1 * (1 - m.b + m.b * (m.length[column][unit] / m.averages[column])) + times);
            posting[unit] = {};
            (elements[field + "/" + unit] = elements[field + "/" + unit] || []).push(rank, Math.round(weight * 1000) / 1000);
          });
        });
      });
      tokens.finish();
      Object.keys(elements).forEach(function (ref) { vectors[ref] = new lunr.Vector(elements[ref]); });
      return new lunr.Index({
        fields: fields, fieldVectors: vectors, invertedIndex: inverted, tokenSet: tokens.root, pipeline: new lunr.Pipeline()
      });
    });
  });
};
