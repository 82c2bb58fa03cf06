/* Progressive enhancement: every page works without this file. Elements say by data attributes what they want. */
"use strict";

(() => {
  const codePoints = (text) => Array.from(text.replace(/\r\n/g, "\n")).length;

  /* <textarea data-count data-max="2000">: how many characters, counted as the server counts them. */
  function count(area) {
    let note = area.nextElementSibling;
    if (!note || !note.classList.contains("counter")) {
      note = document.createElement("span");
      note.className = "counter";
      area.after(note);
    }
    const most = Number(area.dataset.max || area.getAttribute("maxlength") || 0);
    const length = codePoints(area.value);
    const near = most && length > most * 0.8;
    note.textContent = most && length > most ? `${length} 字，多出 ${length - most} 字` : near || (most && most <= 2000) ? `${length} / ${most} 字` : length ? `${length} 字` : "";
  }

  /* <button data-copy="文本" or data-copy-from="#id">: to the clipboard, and says so. */
  async function copy(button) {
    const source = button.dataset.copyFrom ? document.querySelector(button.dataset.copyFrom) : null;
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy || (source ? source.textContent.trim() : ""));
      button.textContent = "已复制";
    } catch {
      button.textContent = "没能复制，请手工选取";
    }
    setTimeout(() => { button.textContent = before; }, 2000);
  }

  /* <button data-fill-name data-fill-code>: the enterprise found, into the form's fields for it. */
  function fill(button) {
    const name = document.querySelector("[name=enterprise_name]");
    const code = document.querySelector("[name=credit_code]");
    button.hidden = !name;
    if ("fillNow" in button.dataset && name && !name.value) {
      name.value = button.dataset.fillName;
      name.dispatchEvent(new Event("change", { bubbles: true }));
    }
    button.addEventListener("click", () => {
      name.value = button.dataset.fillName;
      if (code && button.dataset.fillCode) code.value = button.dataset.fillCode;
      for (const [field, value] of [["contact_name", button.dataset.fillContact], ["contact_phone", button.dataset.fillPhone]]) {
        const empty = document.querySelector(`[name=${field}]`);
        if (empty && value && !empty.value) empty.value = value;
      }
      for (const change of ["input", "change"]) name.dispatchEvent(new Event(change, { bubbles: true }));
      name.focus();
    });
  }

  /* Arrow keys lead from a field marked data-arrows="#beside" to the buttons found there and back: nobody leaves the keyboard. */
  function arrows(field) {
    const buttons = () => [...document.querySelectorAll(`${field.dataset.arrows} button[data-fill-name]`)];
    const go = (event, target) => { if (target) { event.preventDefault(); target.focus(); } };
    field.addEventListener("keydown", (event) => { if (event.key === "ArrowDown") go(event, buttons()[0]); });
    document.querySelector(field.dataset.arrows).addEventListener("keydown", (event) => {
      const all = buttons(), at = all.indexOf(event.target);
      if (at < 0) return;
      if (event.key === "ArrowDown") go(event, all[at + 1]);
      if (event.key === "ArrowUp") go(event, all[at - 1] || field);
      if (event.key === "Escape") go(event, field);
    });
  }

  /* A form marked data-autosubmit goes when its select changes; its button is for those without JavaScript. */
  function autosubmit(form) {
    form.querySelectorAll("button[type=submit]").forEach((button) => { button.hidden = true; });
    form.querySelectorAll("select").forEach((select) => select.addEventListener("change", () => form.requestSubmit()));
  }

  /* One press is one submit: the button rests until the page answers (the server holds the same promise). */
  function rest(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method.toLowerCase() !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 8000);
  }

  function dress(root) {
    root.querySelectorAll("textarea[data-count]").forEach((area) => {
      count(area);
      area.addEventListener("input", () => count(area));
    });
    root.querySelectorAll("form[data-autosubmit]").forEach(autosubmit);
    root.querySelectorAll("[data-copy],[data-copy-from]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => copy(button));
    });
    root.querySelectorAll("[data-fill-name]").forEach(fill);
    root.querySelectorAll("[data-arrows]").forEach(arrows);
    root.querySelectorAll("[data-keys]").forEach((note) => { note.hidden = false; });
    root.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
    root.querySelector("[data-focus]")?.focus();
  }

  document.addEventListener("DOMContentLoaded", () => dress(document));
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) dress(event.target); });
  document.addEventListener("submit", rest);
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.who[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.who[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
})();
