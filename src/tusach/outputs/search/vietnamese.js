/* Folding of Vietnamese: the same rule as law/vietnamese.py, held equal by tests/parity. */
var tusachVietnamese = (function () {
  "use strict";
  var MARKS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g;
  var SYLLABLE = /[\p{L}\p{N}]+/gu;
  var TONE = /(^|[^q])([ou])([àáảãạèéẻẽẹỳýỷỹỵ])(?![\p{L}\p{N}_])/gu;

  function fold(text) {
    return text.normalize("NFKD").replace(MARKS, "").replace(/[đĐðÐ]/g, "d").toLowerCase();
  }
  function syllables(text) {
    return fold(text).match(SYLLABLE) || [];
  }
  function pairs(words) {
    var found = words.slice();
    for (var i = 1; i < words.length; i++) found.push(words[i - 1] + "_" + words[i]);
    return found;
  }
  function terms(text) {
    return pairs(syllables(text));
  }
  /* The syllables with their accents, in lower case, the mark of "hoà" where "hòa" has it. */
  function written(text) {
    return (text.normalize("NFC").toLowerCase().match(SYLLABLE) || []).map(function (word) {
      return word.replace(TONE, function (all, before, first, second) {
        var apart = second.normalize("NFD");
        return before + (first + apart.slice(1)).normalize("NFC") + apart[0];
      });
    });
  }
  return { fold: fold, syllables: syllables, pairs: pairs, terms: terms, written: written };
})();
