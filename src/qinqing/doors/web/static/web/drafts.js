/* Keeps what is typed in <form method="post" data-draft> on the server: every ten seconds, when a field is left and
   when the page is hidden. Nothing is stored in the browser. Password and file fields are never sent. */
"use strict";

(() => {
  const PAUSE = 10000;
  const NEVER = new Set(["password", "file", "submit", "button", "hidden"]);

  function typed(form) {
    const body = new URLSearchParams();
    for (const field of form.elements) {
      if (!field.name || field.disabled || (NEVER.has(field.type) && !field.dataset.keep)) continue;
      if ((field.type === "checkbox" || field.type === "radio") && !field.checked) continue;
      if (field.type === "select-multiple") for (const option of field.selectedOptions) body.append(field.name, option.value);
      else body.append(field.name, field.value);
    }
    return body;
  }

  /* Where it says that it saved: under the first long text, else at the end of the form. */
  function place(form) {
    const line = document.createElement("p");
    line.className = "saved";
    line.setAttribute("role", "status");
    const area = form.querySelector("textarea");
    if (!area) form.append(line);
    else if (area.nextElementSibling?.classList.contains("counter")) area.nextElementSibling.after(line);
    else area.after(line);
    return line;
  }

  function keep(form) {
    const line = place(form);
    const name = form.dataset.draft || new URL(form.action || location.href, location.href).pathname;
    let last = typed(form).toString();
    let gone = false;

    const say = (text, bad) => {
      line.textContent = text;
      line.classList.toggle("not", Boolean(bad));
    };

    async function save(leaving) {
      const body = typed(form);
      const now = body.toString();
      if (gone || now === last) return;
      last = now;
      body.append("draft-form", name);
      try {
        const answer = await fetch("/drafts/", { method: "POST", body, credentials: "same-origin", keepalive: leaving && now.length < 60000 });
        const told = await answer.json();
        if (answer.ok) say(`已保存 ${told.saved}，关掉页面也不会丢`);
        else { last = ""; say(told.error, true); }
      } catch {
        last = "";
        say("暂时没有保存上，恢复联网后会自动再存，请先不要关掉页面", true);
      }
    }

    setInterval(() => save(false), PAUSE);
    form.addEventListener("focusout", () => save(false));
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
    form.addEventListener("submit", () => { gone = true; setTimeout(() => { gone = false; }, 8000); });
  }

  const dress = (root) => root.querySelectorAll("form[data-draft]").forEach((form) => {
    if (form.dataset.kept) return;
    form.dataset.kept = "1";
    keep(form);
  });
  document.addEventListener("DOMContentLoaded", () => dress(document));
  document.addEventListener("htmx:load", (event) => dress(event.target));
})();
