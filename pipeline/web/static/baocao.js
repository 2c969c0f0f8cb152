"use strict";
// Facts in the text, on the picture and in the lists know each other by their keys; nothing here decides anything.
(() => {
  const report = document.getElementById("report");

  function joined(key) {
    const name = CSS.escape(key);
    return report.querySelectorAll(`[data-key="${name}"], [data-keys~="${name}"]`);
  }
  function keysOf(element) {
    const held = element && element.closest && element.closest("[data-key], [data-keys]");
    if (!held || !report.contains(held)) return [];
    return held.dataset.key ? [held.dataset.key] : held.dataset.keys.split(" ");
  }
  function unlight() {
    report.querySelectorAll(".on").forEach((one) => one.classList.remove("on"));
    if (CSS.highlights) CSS.highlights.delete("passage");
  }
  function light(element) {
    unlight();
    for (const key of keysOf(element)) joined(key).forEach((one) => one.classList.add("on"));
    const chip = element.closest(".chip.implementations, .chip.findings");
    if (chip) paintText("passage", Number(chip.dataset.from), Number(chip.dataset.to));
  }

  // The stretch of text between two offsets, as ranges over the pieces it lies in.
  function ranges(start, end) {
    const found = [];
    for (const piece of report.querySelectorAll("[data-s]")) {
      const from = Number(piece.dataset.s), node = piece.firstChild;
      if (!node) continue;
      const letters = [...node.data], to = from + letters.length; // offsets count characters, not halves of them
      if (from >= end || to <= start) continue;
      const unit = (n) => letters.slice(0, n).join("").length;
      const range = document.createRange();
      range.setStart(node, unit(Math.max(start - from, 0)));
      range.setEnd(node, unit(Math.min(end - from, letters.length)));
      found.push({ range, piece });
    }
    return found;
  }
  function paintText(name, start, end) {
    const found = ranges(start, end);
    if (CSS.highlights) CSS.highlights.set(name, new Highlight(...found.map((one) => one.range)));
    else found.forEach((one) => one.piece.classList.add("on"));
    return found;
  }

  async function follow() {
    const told = /^#p(\d+)(?::(\d+)-(\d+))?$/.exec(location.hash);
    if (!told) return;
    const page = Number(told[1]), start = Number(told[2]), end = Number(told[3]);
    const leaf = document.getElementById(`p${page}`);
    if (!leaf) {
      const step = Number(report.dataset.step), first = Math.floor((page - 1) / step) * step + 1;
      if (page <= Number(report.dataset.pages) && first !== Number(report.dataset.first))
        location.replace(`${location.pathname}?from=${first}${location.hash}`);
      return;
    }
    report.querySelectorAll("rect.target").forEach((one) => one.remove());
    if (!told[2]) { leaf.scrollIntoView(); return; }
    const found = paintText("target", start, end);
    if (found.length) found[0].piece.scrollIntoView({ block: "center" });
    else leaf.scrollIntoView();
    const answer = await fetch(`/api/documents/${report.dataset.doc}/boxes?start=${start}&end=${end}`);
    for (const box of answer.ok ? await answer.json() : []) {
      const sheet = document.querySelector(`#p${box.page} .paper svg`);
      if (!sheet) continue;
      const drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      drawn.setAttribute("class", "target");
      const sides = { x: box.x0, y: box.top, width: box.x1 - box.x0, height: box.bottom - box.top };
      for (const side in sides) drawn.setAttribute(side, sides[side]);
      sheet.append(drawn);
    }
    report.dataset.followed = location.hash;
  }

  if (report) {
    report.addEventListener("mouseover", (event) => light(event.target));
    report.addEventListener("mouseout", unlight);
    report.addEventListener("focusin", (event) => light(event.target));
    report.addEventListener("focusout", unlight);
    report.addEventListener("click", (event) => {
      const chip = event.target.closest(".chip[data-from]");
      const [key] = keysOf(event.target);
      if (event.target.closest("a") || !key) return;
      const held = chip || report.querySelector(`.chip[data-key="${CSS.escape(key)}"]`);
      const leaf = event.target.closest(".leaf");
      if (held && leaf) location.hash = `p${leaf.dataset.page}:${held.dataset.from}-${held.dataset.to}`;
    });
    report.addEventListener("change", (event) => {
      const kind = event.target.dataset.kind;
      if (kind) report.classList.toggle(`hide-${kind}`, !event.target.checked);
    });
    window.addEventListener("hashchange", follow);
    follow();
  }

  // Audit: one key decides, and the next open finding comes.
  const findings = document.getElementById("findings");
  const isTyping = (event) => event.target.matches("input, textarea, select") || event.ctrlKey || event.altKey || event.metaKey;

  function step(from, by, openOnly) {
    const all = [...findings.querySelectorAll(".finding")];
    let at = from ? all.indexOf(from) + by : by > 0 ? 0 : all.length - 1;
    while (openOnly && all[at] && all[at].dataset.decision !== "open") at += by;
    if (!all[at]) return;
    all[at].focus();
    all[at].scrollIntoView({ block: "nearest" });
  }
  if (findings) {
    const reviewer = document.getElementById("reviewer");
    reviewer.value = localStorage.getItem("reviewer") || reviewer.value;
    reviewer.addEventListener("change", () => localStorage.setItem("reviewer", reviewer.value));
    document.addEventListener("keydown", (event) => {
      const current = document.activeElement.closest(".finding");
      if (event.key === "Escape" && current) { current.focus(); return; }
      if (isTyping(event)) return;
      const key = event.key.toLowerCase();
      if (key === "j") step(current, 1, false);
      else if (key === "k") step(current, -1, false);
      else if (!current) return;
      else if (key === "n") { event.preventDefault(); current.querySelector("[name=note]").focus(); }
      else if (key === "o") current.querySelector("a.open").click();
      else {
        const button = current.querySelector(`button[data-key="${CSS.escape(key)}"]`);
        if (button) button.click();
      }
    });
    document.body.addEventListener("htmx:afterSwap", (event) => {
      const swapped = event.detail.elt && event.detail.elt.classList.contains("finding") ? event.detail.elt : null;
      const now = swapped && document.getElementById(swapped.id);
      if (now) { now.focus(); step(now, 1, true); }
    });
    const named = location.hash.startsWith("#f-") && document.getElementById(location.hash.slice(1));
    if (named) named.focus();
    else step(null, 1, true);
  }

  // Matrix: arrows move among cells, the evidence is read out when it comes.
  const grid = document.querySelector("table.matrix");
  if (grid) {
    grid.addEventListener("keydown", (event) => {
      const cell = event.target.closest("td");
      const by = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
      if (!cell || !by) return;
      event.preventDefault();
      let row = cell.parentElement.rowIndex, column = cell.cellIndex;
      for (;;) {
        row += by[0]; column += by[1];
        const there = grid.rows[row] && grid.rows[row].cells[column];
        if (!there || there.tagName !== "TD") return;
        const link = there.querySelector("a");
        if (link) { link.focus(); return; }
      }
    });
    document.body.addEventListener("htmx:afterSwap", (event) => {
      if (event.detail.target.id === "evidence") event.detail.target.scrollTop = 0;
    });
  }
  document.body.addEventListener("htmx:responseError", (event) => {
    const said = document.createElement("p");
    said.className = "notice bad";
    said.setAttribute("role", "alert");
    said.textContent = event.detail.xhr.status === 403 ? "Phiên làm việc đã cũ. Hãy tải lại trang." : `Không làm được (${event.detail.xhr.status}).`;
    document.getElementById("main").prepend(said);
  });
  // What is empty is no part of an address that one keeps.
  for (const form of document.querySelectorAll("form.filters")) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    });
    window.addEventListener("pageshow", () => {
      for (const field of form.elements) field.disabled = false;
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !isTyping(event)) {
      const first = document.querySelector("[data-first]");
      if (first) { event.preventDefault(); first.focus(); }
    }
  });
})();
