/* Whether a question of the bookcase asks what a reader asks; says the same as asking.py. */
tusachSearch.asking = (function () {
  "use strict";
  var V = tusachVietnamese, SPARE = 5, TOPIC = 3, SURE = 6, FRAMES = Object.create(null), LONGEST = 0;
  "FRAME_WORDS".split(",").forEach(function (frame) {
    FRAMES[frame] = true;
    LONGEST = Math.max(LONGEST, frame.split(" ").length);
  });

  /* The places of the syllables that are in no frame, each syllable once. */
  function content(typed) {
    var framed = {};
    for (var size = 1; size <= LONGEST; size++) {
      for (var at = 0; at + size <= typed.length; at++) {
        if (FRAMES[typed.slice(at, at + size).join(" ")]) for (var k = at; k < at + size; k++) framed[k] = true;
      }
    }
    return typed.map(function (word, at) { return at; }).filter(function (at) { return !framed[at] && typed.indexOf(typed[at]) === at; });
  }
  function standing(typed, text, places) {
    var forms = V.written(text).concat(V.syllables(text));
    typed.forEach(function (word, at) { if (forms.indexOf(word) >= 0) places[at] = true; });
    return places;
  }
  function count(places, asked) { return asked.filter(function (at) { return places[at]; }).length; }

  function same(typed, title, question, said, isCommon) {
    var asked = content(typed), text = title + " " + question, whole = V.syllables(text), meant = {};
    said.forEach(function (one) {
      var stands = one.law.some(function (phrase) {
        return V.syllables(phrase).every(function (word) { return whole.indexOf(word) >= 0; });
      });
      if (stands) for (var k = one.at; k < one.at + one.count; k++) meant[k] = true;
    });
    var own = standing(typed, text, Object.assign({}, meant)), titled = count(standing(typed, title, meant), asked);
    var missing = asked.filter(function (at) { return !own[at]; });
    function isSpare(at) {
      return isCommon(at, [at - 1, at].filter(function (first) { return asked.indexOf(first) >= 0 && asked.indexOf(first + 1) >= 0; }));
    }
    if (missing.length * SPARE > asked.length || !missing.every(isSpare)) return false;
    if (asked.length < TOPIC) return asked.length > 0 && titled === asked.length && 2 * titled >= content(V.written(title)).length;
    return 2 * titled >= asked.length || asked.length >= SURE;
  }
  return { content: content, same: same };
})();
