/* A recording and its words: chapters and sentences lead to their moment, and the sentence being said is marked. */
(function () {
  "use strict";
  var media = document.querySelector("[data-player]");
  var cues = Array.prototype.map.call(document.querySelectorAll(".cue"), function (element) {
    var at = element.id.split("-");
    return { element: element, start: at[2] / 1000, end: at[3] / 1000 };
  });
  if (!media) return;

  /* A browser takes no file of captions from a disk: the page itself holds the words, so it needs none. */
  function captions() {
    var own = media.querySelector("track");
    if (!own || !cues.length || !media.addTextTrack || !window.VTTCue) return;
    own.remove();
    var track = media.addTextTrack("captions", "Tiếng Việt", "vi");
    cues.forEach(function (cue) { track.addCue(new VTTCue(cue.start, cue.end, cue.element.textContent)); });
    track.mode = "showing";
  }

  function play(second) {
    // Before anything is loaded this is where playing will start (HTML, default playback start position).
    media.currentTime = second;
    var begun = media.play();
    if (begun) begun.catch(function () { /* the reader presses play */ });
    if (media.tagName === "VIDEO") media.scrollIntoView({ block: "nearest" });
  }

  function mark() {
    var now = media.currentTime;
    cues.forEach(function (cue) { cue.element.classList.toggle("cue--now", !media.ended && now >= cue.start && now < cue.end); });
  }

  function moments() {
    document.querySelectorAll("[data-seek]").forEach(function (link) {
      link.addEventListener("click", function (event) { event.preventDefault(); play(+link.dataset.seek); });
    });
    document.querySelectorAll(".spoken").forEach(function (paragraph) {
      var first = paragraph.querySelector(".cue").id.split("-")[2] / 1000, button = document.createElement("button");
      button.type = "button";
      button.className = "spoken__at";
      button.textContent = "▶ " + Math.floor(first / 60) + ":" + ("0" + Math.floor(first % 60)).slice(-2);
      button.setAttribute("aria-label", "Phát từ " + button.textContent.slice(2));
      button.addEventListener("click", function () { play(first); });
      paragraph.prepend(button, " ");
      paragraph.addEventListener("click", function (event) {
        var cue = event.target.closest(".cue");
        if (cue && !event.target.closest("a") && !String(getSelection())) play(cue.id.split("-")[2] / 1000);
      });
    });
  }

  captions();
  moments();
  media.addEventListener("timeupdate", mark);
  media.addEventListener("ended", mark);
})();
