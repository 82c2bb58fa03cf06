/* The hearing room: saves each field as it is typed into the notes that all note-takers share, shows what the others
   write and who they are, and lets nobody overwrite anybody. The page works without this file, by its buttons. */
"use strict";

(() => {
  const PAUSE = 900;        // after the last key
  const POLL = 5000;        // to see what the others write
  const ASLEEP = 15 * 60000; // a page nobody touches does not keep the session alive

  const area = (noted) => noted.querySelector("textarea");
  const base = (noted) => noted.querySelector("[name^=base_]");

  function read(noted) {
    const name = noted.dataset.noted;
    const fields = [...noted.querySelectorAll("[name]")].filter((field) => field.name === name);
    if (fields[0].type !== "radio" && fields[0].type !== "checkbox") return fields[0].value;
    return fields.filter((field) => field.checked).map((field) => field.value).join(",");
  }

  function write(noted, text) {
    const name = noted.dataset.noted;
    const chosen = new Set(text.split(","));
    for (const field of noted.querySelectorAll("[name]")) {
      if (field.name !== name) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = chosen.has(field.value);
      else field.value = text;
    }
    area(noted)?.dispatchEvent(new Event("input", { bubbles: true }));
    if (text) noted.closest("details")?.setAttribute("open", "");
  }

  function inWords(noted, text) {
    const words = text.split(",").map((value) => {
      for (const field of noted.querySelectorAll("[name]")) {
        if (field.tagName === "SELECT") for (const one of field.options) if (one.value === value) return one.text;
        if ((field.type === "radio" || field.type === "checkbox") && field.value === value) return field.labels[0].textContent.trim();
      }
      return "";
    });
    return area(noted) || !words.some(Boolean) ? text : words.filter(Boolean).join("、");
  }

  function sit(form) {
    const known = new Map(); // field → the version and the text that the notes have, as far as this page knows
    const line = form.querySelector("[data-status]");
    const others = form.querySelector("[data-writers]");
    let timer = 0, busy = false, again = false, over = false, moved = Date.now(), left = false;

    const say = (text, bad) => { line.textContent = text; line.classList.toggle("not", Boolean(bad)); };
    const noteds = () => [...form.querySelectorAll("[data-noted]")];
    const noted = (name) => form.querySelector(`[data-noted="${name}"]`);
    const clashing = (one) => one.querySelector(".clash");

    function learn(one) {
      const name = one.dataset.noted;
      if (known.has(name)) return;
      const unsaved = "unsaved" in base(one).dataset;
      known.set(name, { version: Number.parseInt(base(one).value, 10), text: unsaved ? null : read(one) });
      const clash = clashing(one);
      if (clash) offer(one, clash, { version: Number(clash.dataset.version), text: clash.querySelector(".theirs").dataset.text });
    }

    function agree(one, version, text) {
      known.set(one.dataset.noted, { version, text });
      base(one).value = String(version);
    }

    /* Two texts stand side by side until somebody chooses. */
    function offer(one, clash, theirs) {
      clash.querySelectorAll("input[type=radio]").forEach((radio) => radio.addEventListener("change", () => choose(radio.value)));
      clash.querySelectorAll("[data-choose]").forEach((button) => button.addEventListener("click", () => choose(button.dataset.choose)));
      function choose(which) {
        if (which === "theirs") write(one, theirs.text);
        if (which === "both") write(one, `${read(one).trimEnd()}\n${theirs.text}`);
        agree(one, theirs.version, theirs.text);
        clash.remove();
        (area(one) || one.querySelector("[name]")).focus();
        sync();
      }
    }

    function clash(name, theirs) {
      const one = noted(name);
      if (!one) return;
      clashing(one)?.remove();
      const made = document.getElementById("clash-with").content.firstElementChild.cloneNode(true);
      made.querySelector("legend").textContent = `${theirs.by} ${theirs.at} 写的是`;
      made.querySelector(".theirs").textContent = inWords(one, theirs.text) || "（空）";
      if (!area(one)) made.querySelector("[data-choose=both]").remove();
      one.append(made);
      offer(one, made, theirs);
      say("刚刚有人也写了同一栏，两份都在，请选用哪一份", true);
    }

    function take(name, theirs) {
      let one = noted(name);
      while (!one && theirs.text && /_\d+$/.test(name) && addItem(false)) one = noted(name);
      if (!one) return;
      learn(one);
      const mine = known.get(name);
      if (read(one) === theirs.text) agree(one, theirs.version, theirs.text);
      else if (read(one) !== mine.text || clashing(one)) clash(name, theirs);
      else { write(one, theirs.text); agree(one, theirs.version, theirs.text); }
    }

    const dirty = () => noteds().filter((one) => !clashing(one) && read(one) !== known.get(one.dataset.noted)?.text);

    const pending = () => dirty().length > 0 || Boolean(form.querySelector(".clash"));

    async function sync(leaving) {
      clearTimeout(timer);
      if (over) return;
      if (busy && !leaving) { again = true; return; }
      busy = true;
      noteds().forEach(learn);
      const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
      const sent = new Map();
      for (const one of dirty()) {
        const name = one.dataset.noted;
        sent.set(name, read(one));
        body.append("field", name);
        body.append("text", read(one));
        body.append("base", String(known.get(name).version));
      }
      for (const [name, one] of known) body.append("known", `${name}:${one.version}`);
      if (!form.querySelector(".clash")) body.append("whole", "1");
      body.append("focus", document.activeElement?.closest("[data-noted]")?.dataset.noted || "");
      try {
        const answer = await fetch(form.dataset.room, { method: "POST", body, redirect: "manual", credentials: "same-origin", keepalive: Boolean(leaving) && String(body).length < 60000 });
        if (!answer.ok) throw new Error(String(answer.status));
        heard(await answer.json(), sent);
      } catch {
        await keepAside();
      }
      busy = false;
      if (again) { again = false; sync(); }
    }

    function heard(told, sent) {
      if (told.over) { over = true; say(`${told.over}。您还没有存上的内容仍在本页，请刷新页面查看`, true); keepAside(); return; }
      for (const [name, version] of Object.entries(told.saved)) agree(noted(name), version, sent.get(name));
      for (const [name, theirs] of Object.entries(told.clashes)) clash(name, theirs);
      for (const [name, theirs] of Object.entries(told.fresh)) take(name, theirs);
      if (form.querySelector(".clash")) keepAside();
      if (sent.size && !Object.keys(told.clashes).length) say(`已保存 ${told.at}，换一台电脑也能接着写`);
      others.textContent = told.writers.map((one) => `${one.who}正在写${one.where || "这一件"}`).join("；");
    }

    /* Signed out, or not reachable: the page's own draft, which the next visit shows beside the notes. */
    async function keepAside() {
      const body = new URLSearchParams({ "draft-form": location.pathname });
      for (const one of noteds()) for (const part of read(one).split(one.dataset.noted.startsWith("assisting") ? "," : "\u0000")) body.append(one.dataset.noted, part);
      if (!pending()) return;
      try {
        const answer = await fetch("/drafts/", { method: "POST", body, credentials: "same-origin", keepalive: document.hidden && String(body).length < 60000 });
        if (!answer.ok) throw new Error(String(answer.status));
        if (!over && dirty().length) say("登录已过期或网络不通，内容已另存为您的草稿，请重新登录后接着写", true);
      } catch {
        say("暂时没有保存上，恢复联网后会自动再存，请先不要关掉页面", true);
      }
    }

    function addItem(focus) {
      const items = form.querySelectorAll("[data-item]");
      const last = items[items.length - 1];
      const number = Number(last.dataset.item) + 1;
      if (number > 20) return false;
      const made = last.cloneNode(true);
      const rename = (text) => text.replace(/_\d+(?=$|_)/, `_${number}`);
      made.dataset.item = String(number);
      made.querySelector("legend").textContent = `第 ${number} 项`;
      made.querySelectorAll(".clash, .counter, .wrong-text, .saved").forEach((one) => one.remove());
      made.querySelectorAll(".wrong").forEach((one) => one.classList.remove("wrong"));
      for (const one of made.querySelectorAll("[name], [id], [for], [data-noted], [aria-describedby], [aria-invalid]")) {
        for (const name of ["name", "id", "for", "data-noted", "aria-describedby"]) if (one.hasAttribute(name)) one.setAttribute(name, rename(one.getAttribute(name)));
        one.removeAttribute("aria-invalid");
        if (one.name?.startsWith("base_")) { one.value = "0"; delete one.dataset.unsaved; }
        else if (one.type === "checkbox") one.checked = false;
        else if ("value" in one && one.type !== "hidden" && one.tagName !== "BUTTON" && one.tagName !== "LI") one.value = "";
      }
      last.after(made);
      if (focus) made.querySelector("textarea").focus();
      made.querySelectorAll("[data-noted]").forEach(learn);
      return true;
    }

    function typed() {
      moved = Date.now();
      clearTimeout(timer);
      timer = setTimeout(sync, PAUSE);
    }

    noteds().forEach(learn);
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    form.addEventListener("focusin", () => { moved = Date.now(); });
    form.addEventListener("focusout", () => { if (dirty().length) sync(); });
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=save], button[name=add]");
      if (!button || form.querySelector("[name^=against_]")) return;
      event.preventDefault();
      if (button.name === "add") addItem(true);
      sync().then(() => { if (button.name === "save" && !line.classList.contains("not")) say("已保存，没有未存的内容"); });
    });
    form.addEventListener("submit", () => { left = true; clearTimeout(timer); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && !left && pending()) sync(true); else moved = Date.now(); });
    setInterval(() => { if (!document.hidden && !left && Date.now() - moved < ASLEEP) sync(); }, POLL);
    sync();
    return { outcome(number) { const radio = form.querySelectorAll("[name=outcome]")[number - 1]; if (radio) { radio.focus(); radio.click(); } } };
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form[data-room]");
    const seat = form && sit(form);
    document.addEventListener("keydown", (event) => {
      if (seat && (event.ctrlKey || event.metaKey) && event.key === "Enter") { event.preventDefault(); form.requestSubmit(form.querySelector("button.main")); return; }
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const digit = /^(?:Digit|Numpad)([1-4])$/.exec(event.code);
      if (digit && seat) { event.preventDefault(); seat.outcome(Number(digit[1])); return; }
      /* Where the browser wants another key beside Alt for access keys, Alt alone does as well. */
      const letter = /^Key([A-Z])$/.exec(event.code);
      const meant = letter && document.querySelector(`.room [accesskey="${letter[1].toLowerCase()}"]`);
      if (meant) { event.preventDefault(); meant.click(); if (meant.tagName === "SUMMARY") meant.focus(); }
    });
    document.querySelectorAll(".room details.jump").forEach((jump) => jump.addEventListener("toggle", () => { if (jump.open) jump.querySelector("a[aria-current], a")?.focus(); }));
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") document.querySelectorAll(".room details.jump[open]").forEach((jump) => { jump.open = false; jump.querySelector("summary").focus(); }); });
  });
})();
