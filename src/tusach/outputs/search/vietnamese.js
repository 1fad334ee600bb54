/* Folding of Vietnamese: the same rule as law/vietnamese.py, held equal by tests/parity. */
var tusachVietnamese = (function () {
  "use strict";
  var MARKS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g;
  var SYLLABLE = /[\p{L}\p{N}]+/gu;

  function fold(text) {
    return text.normalize("NFKD").replace(MARKS, "").replace(/[đĐðÐ]/g, "d").toLowerCase();
  }
  function syllables(text) {
    return fold(text).match(SYLLABLE) || [];
  }
  function terms(text) {
    var words = syllables(text), found = words.slice();
    for (var i = 1; i < words.length; i++) found.push(words[i - 1] + "_" + words[i]);
    return found;
  }
  return { fold: fold, syllables: syllables, terms: terms };
})();
