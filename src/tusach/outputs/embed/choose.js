/* The page where a portal's staff choose what to show and copy what to paste. */
(function () {
  "use strict";
  var form = document.querySelector("[data-embed-form]"), scriptBox = document.querySelector("[data-embed-script]"), frameBox = document.querySelector("[data-embed-frame]"), preview = document.querySelector("[data-embed-preview]");
  var BASE = new URL("./", document.currentScript.src).href, HEIGHTS = { "dieu-luat": 360, tim: 170 };
  if (location.protocol === "file:") {
    document.querySelectorAll(".embed").forEach(function (part) { part.hidden = true; });
    document.querySelector("[data-embed-disk]").hidden = false;
    return;
  }
  function chosen() {
    var wish = { tusach: form.elements.tusach.value };
    if (wish.tusach === "moi") ["so", "loai", "chu-de"].forEach(function (name) { if (form.elements[name].value) wish[name] = form.elements[name].value; });
    if (form.elements.nen.checked) wish.nen = "toi";
    return wish;
  }
  function quoted(text) { return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;"); }
  function write() {
    var wish = chosen(), query = new URLSearchParams(wish).toString(), height = HEIGHTS[wish.tusach] || 140 + 76 * wish.so;
    scriptBox.value = "<div" + Object.keys(wish).map(function (name) { return " data-" + name + '="' + quoted(wish[name]) + '"'; }).join("") + "></div>\n" +
      '<script defer src="' + quoted(BASE) + 'tusach.js"></' + "script>";
    frameBox.value = '<iframe src="' + quoted(BASE + "khung.html?" + query) + '" title="Tủ sách pháp luật" width="100%" height="' + height + '" loading="lazy"></iframe>';
    preview.height = height;
    preview.src = BASE + "khung.html?" + query;
    form.querySelector("[data-embed-news]").hidden = wish.tusach !== "moi";
  }
  form.addEventListener("input", write);
  document.querySelectorAll("[data-embed-copy]").forEach(function (button) {
    button.addEventListener("click", function () {
      var box = document.querySelector(button.dataset.embedCopy), said = document.querySelector("[data-toast]");
      box.select();
      (navigator.clipboard ? navigator.clipboard.writeText(box.value) : Promise.reject()).catch(function () { document.execCommand("copy"); });
      said.textContent = "Đã chép";
      setTimeout(function () { said.textContent = ""; }, 2500);
    });
  });
  write();
})();
