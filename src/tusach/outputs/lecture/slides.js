/* Slides on a screen: reveal.js turns the pages, we say it in Vietnamese and keep the speaker's words at hand. */
(function () {
  "use strict";
  var tools = document.querySelector("[data-deck-tools]"), pane = document.querySelector("[data-deck-notes]");
  var count = document.querySelector("[data-deck-count]"), notes = document.querySelector('[data-deck="notes"]');
  var words = {
    "navigate-left": "Trang trước", "navigate-right": "Trang sau", "navigate-up": "Lên trên", "navigate-down": "Xuống dưới"
  };

  /* A folder address opens its index.html on a web server, but not on a disk. */
  if (location.protocol === "file:") {
    document.querySelectorAll("a[href]").forEach(function (link) {
      if (link.protocol === "file:" && /\/$/.test(link.pathname)) link.pathname += "index.html";
    });
  }

  /* Without scripts all slides stand below each other: the frame's style sheet comes only with what turns the pages. */
  var frame = document.createElement("link");
  frame.rel = "stylesheet";
  frame.href = document.body.dataset.frame;
  frame.onload = start;
  document.head.insertBefore(frame, document.querySelector('link[rel="stylesheet"]'));

  /* An old browser may fail in the middle: then the slides stand below each other again. */
  var plain = document.querySelector(".reveal").cloneNode(true), deck;
  function failed(event) {
    event.preventDefault();
    try { deck.destroy(); } catch (error) { /* it never began */ }
    frame.remove();
    document.documentElement.className = "";
    document.querySelector(".reveal").replaceWith(plain);
    watch(removeEventListener);
  }
  function watch(act) { ["error", "unhandledrejection"].forEach(function (name) { act(name, failed); }); }
  watch(addEventListener);

  function start() {
    document.documentElement.className = "showing";
    var size = fitting();
    deck = new Reveal(document.querySelector(".reveal"), {
      embedded: true, width: size.width, height: size.height, margin: 0.03, hash: true, hashOneBasedIndex: true,
      center: false, controls: false, progress: true, transition: "none", backgroundTransition: "none",
      help: false, jumpToSlide: false, pause: false, overview: false, preloadIframes: false, scrollActivationWidth: 0, postMessage: false,
      keyboard: { 32: onward, 34: onward, 40: onward, 33: back, 38: back }
    });
    /* What is longer than its screen is read to its end before the next page comes. */
    function onward(event) {
      if (event.shiftKey) back(event);
      else if (!scrolled(deck, 1)) deck.next();
    }
    function back() {
      if (!scrolled(deck, -1)) deck.prev();
    }
    deck.initialize().then(function () {
      watch(removeEventListener);
      tools.hidden = false;
      document.querySelectorAll(".reveal button").forEach(function (button) {
        Object.keys(words).forEach(function (name) { if (button.classList.contains(name)) button.setAttribute("aria-label", words[name]); });
      });
      show(deck);
      deck.on("slidechanged", function () { show(deck); });
      addEventListener("resize", function () { deck.configure(fitting()); });
    });
    tools.addEventListener("click", function (event) {
      var what = (event.target.closest("[data-deck]") || { dataset: {} }).dataset.deck;
      if (what === "prev") deck.prev();
      if (what === "next") deck.next();
      if (what === "notes") {
        pane.hidden = !pane.hidden;
        notes.setAttribute("aria-pressed", String(!pane.hidden));
        deck.layout();
      }
      if (what === "full") {
        if (document.fullscreenElement) document.exitFullscreen();
        else document.documentElement.requestFullscreen();
      }
    });
    if (!document.documentElement.requestFullscreen) document.querySelector('[data-deck="full"]').hidden = true;
  }

  // A phone held upright gets tall slides, or nobody could read them.
  function fitting() {
    var tall = innerHeight > innerWidth;
    document.documentElement.classList.toggle("tall", tall);
    return tall ? { width: 680, height: Math.max(900, Math.round(680 * document.querySelector("main").clientHeight / innerWidth)) } : { width: 1280, height: 720 };
  }

  function scrolled(deck, way) {
    var slide = deck.getCurrentSlide(), before = slide.scrollTop;
    slide.scrollTop += way * Math.round(slide.clientHeight * 0.8);
    return slide.scrollTop !== before;
  }

  function show(deck) {
    var slide = deck.getCurrentSlide(), said = slide.querySelector(".notes");
    for (var before = slide; !said && before.querySelector("small") && before.previousElementSibling; said = before.querySelector(".notes")) before = before.previousElementSibling;
    count.textContent = deck.getSlidePastCount() + 1 + "/" + deck.getTotalSlides();
    pane.innerHTML = said ? said.innerHTML : "<p>Trang này không có lời giảng.</p>";
    pane.scrollTop = slide.scrollTop = 0;
    if (slide.scrollHeight > slide.clientHeight) slide.tabIndex = 0;
  }
})();
