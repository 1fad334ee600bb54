(function () {
  "use strict";
  var questions = Array.prototype.slice.call(document.querySelectorAll(".quiz__question"));
  var board = document.querySelector("[data-quiz-board]");
  if (!questions.length || !board) return;
  var played = [];

  function make(tag, look, text) {
    var element = document.createElement(tag);
    if (look) element.className = look;
    if (text) element.textContent = text;
    return element;
  }

  function tell() {
    var done = played.filter(function (one) { return one.done; }).length;
    var right = played.filter(function (one) { return one.right; }).length;
    var all = played.length;
    var score = board.querySelector("[data-quiz-score]");
    // Only the end is news: after a single answer the verdict is what a screen reader should say.
    score.setAttribute("aria-live", done < all ? "off" : "polite");
    score.textContent = done < all
      ? "Đã trả lời " + done + "/" + all + " câu"
      : "Bạn đúng " + right + " trên " + all + " câu";
    board.querySelector("[data-quiz-again]").hidden = !done;
  }

  // In words and signs, never by colour alone.
  function mark(field, wanted) {
    Array.prototype.forEach.call(field.querySelectorAll(".quiz__choice"), function (choice) {
      var input = choice.querySelector("input");
      var right = wanted.indexOf(input.value) >= 0;
      if (!right && !input.checked) return;
      choice.classList.add(right ? "quiz__choice--right" : "quiz__choice--wrong");
      var words = right ? (input.checked ? "✓ Bạn chọn đúng" : "✓ Đáp án đúng") : "✕ Bạn chọn, chưa đúng";
      choice.lastChild.appendChild(make("strong", "quiz__mark", words));
    });
  }

  function unmark(field) {
    Array.prototype.forEach.call(field.querySelectorAll(".quiz__mark"), function (words) {
      words.parentNode.parentNode.className = "quiz__choice";
      words.parentNode.removeChild(words);
    });
  }

  function play(section, number) {
    var list = section.querySelector(".quiz__options");
    var answer = section.querySelector(".quiz__answer");
    if (!list || !answer) return;
    var wanted = answer.getAttribute("data-right").split(" ");
    var form = make("form", "quiz__form");
    var field = make("fieldset");
    var type = wanted.length > 1 ? "checkbox" : "radio";
    var legend = make("legend", "", "Câu " + (number + 1) + "/" + questions.length +
      (wanted.length > 1 ? ": chọn mọi phương án đúng" : ": chọn một phương án"));
    field.appendChild(legend);
    Array.prototype.forEach.call(list.children, function (item) {
      var label = make("label", "quiz__choice");
      var input = make("input");
      input.type = type;
      input.name = "cau-" + (number + 1);
      input.value = item.querySelector(".quiz__letter").textContent.charAt(0);
      label.appendChild(input);
      var words = make("span");
      words.innerHTML = item.innerHTML;
      label.appendChild(words);
      field.appendChild(label);
    });
    var button = make("button", "quiz__check", "Trả lời");
    button.type = "submit";
    var hint = make("p", "quiz__hint");
    hint.setAttribute("role", "status");
    // It takes the focus, so it is read out once; as a live region it would be read twice.
    var verdict = make("p", "quiz__verdict");
    verdict.tabIndex = -1;
    verdict.hidden = true;
    form.appendChild(field);
    form.appendChild(button);
    form.appendChild(hint);
    form.appendChild(verdict);
    list.hidden = true;
    list.parentNode.insertBefore(form, list);
    answer.hidden = true;
    var state = { done: false, right: false, reset: function () {
      form.reset();
      state.done = state.right = false;
      field.disabled = false;
      button.hidden = false;
      hint.textContent = verdict.textContent = "";
      verdict.hidden = true;
      unmark(field);
      answer.open = false;
      answer.hidden = true;
    } };
    played.push(state);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var chosen = Array.prototype.filter.call(field.querySelectorAll("input"), function (one) { return one.checked; })
        .map(function (one) { return one.value; });
      if (!chosen.length) {
        hint.textContent = "Hãy chọn một phương án rồi bấm Trả lời.";
        return;
      }
      state.done = true;
      state.right = chosen.join(" ") === wanted.join(" ");
      hint.textContent = "";
      verdict.textContent = state.right ? "✓ Đúng" : "✕ Chưa đúng";
      verdict.hidden = false;
      mark(field, wanted);
      field.disabled = true;
      button.hidden = true;
      answer.hidden = false;
      answer.open = true;
      verdict.focus();
      tell();
    });
  }

  questions.forEach(play);
  board.hidden = false;
  board.querySelector("[data-quiz-again]").addEventListener("click", function () {
    played.forEach(function (one) { one.reset(); });
    tell();
    var first = document.querySelector(".quiz__form input");
    if (first) first.focus();
  });
  tell();
})();
