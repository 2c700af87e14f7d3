"use strict";
(() => {
  const page = document.querySelector("body.symproof");
  const find = (selector, from = page) => [...from.querySelectorAll(selector)];
  const status = page.querySelector(".status");
  const steps = find("details.step");
  const blocks = find("details.block");
  const name = (step) => step.querySelector(".id").textContent;
  const reference = (step) => step.querySelector("summary .reference")?.textContent ?? "";

  const reveal = (element) => {
    for (let at = element; at; at = at.parentElement) {
      at.hidden = false;
      if (at.tagName === "DETAILS") at.open = true;
    }
    const summary = element.matches("details") ? element.querySelector("summary") : element;
    if (!summary.matches("summary")) summary.tabIndex = -1;
    element.scrollIntoView({ block: "start" });
    summary.focus({ preventScroll: true });
  };
  const follow = () => {
    const element = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (element) reveal(element);
  };

  const filter = () => {
    const pressed = find("[data-filter]").filter((button) => button.ariaPressed === "true");
    const wanted = new Set(pressed.map((button) => button.dataset.filter));
    const isPartial = wanted.size < find("[data-filter]").length;
    let shown = 0;
    for (const step of steps) {
      step.hidden = !wanted.has(step.dataset.verdict);
      shown += step.hidden ? 0 : 1;
    }
    for (const block of blocks) {
      block.hidden = isPartial && !block.querySelector("details.step:not([hidden])");
      if (isPartial) block.open = true;
    }
    status.textContent = isPartial ? `${shown} of ${steps.length} steps shown` : "";
  };

  const jump = (input) => {
    const wanted = input.value.trim().toLowerCase();
    if (!wanted) return;
    const texts = (step) => [name(step), reference(step)].map((text) => text.toLowerCase());
    const found =
      steps.find((step) => texts(step).includes(wanted)) ??
      steps.find((step) => texts(step).some((text) => text.startsWith(wanted))) ??
      steps.find((step) => texts(step).some((text) => text.includes(wanted)));
    status.textContent = found ? "" : `No step is called ${input.value.trim()}`;
    if (found) reveal(found);
  };

  const open = (all) => {
    for (const each of [...blocks, ...steps]) each.open = all;
  };
  const move = (by) => {
    const lines = find("details.step > summary, details.block > summary").filter((line) => line.checkVisibility());
    const here = lines.indexOf(document.activeElement);
    const next = lines[here < 0 ? (by > 0 ? 0 : lines.length - 1) : here + by];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const problem = () => {
    const problems = find("details.step[data-problem]");
    const current = document.activeElement?.closest("details.step");
    const after = problems.filter(
      (step) => !current || current.compareDocumentPosition(step) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const next = after[0] ?? problems[0];
    status.textContent = next ? "" : "Every step passes.";
    if (next) reveal(next);
  };

  const copy = async (button) => {
    const text = button.parentElement.querySelector("pre");
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      getSelection().selectAllChildren(text);
      document.execCommand("copy");
      getSelection().removeAllRanges();
    }
    button.textContent = "Copied";
    status.textContent = "The counterexample was copied as Python.";
  };

  const actions = { unfold: () => open(true), fold: () => open(false), problem };
  page.addEventListener("click", (event) => {
    const target = event.target.closest("button, a[href^='#']");
    if (!target) return;
    if (target.matches("[data-filter]")) {
      target.ariaPressed = String(target.ariaPressed !== "true");
      filter();
    } else if (target.matches("[data-do]")) actions[target.dataset.do]();
    else if (target.matches(".copy")) copy(target);
    else if (target.matches("a") && target.hash === location.hash) follow();
  });
  const field = page.querySelector("[data-jump]");
  field.addEventListener("change", () => jump(field));

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    "/": () => (field.focus(), field.select()),
    p: problem,
    o: actions.unfold,
    c: actions.fold,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    if (!(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = find("details:not([open])");
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
  });

  const list = document.getElementById("sp-steps");
  for (const step of steps) list.append(new Option(reference(step), name(step)));
  page.querySelector(".tools").hidden = false;
  for (const button of find(".copy")) button.hidden = false;
  addEventListener("hashchange", follow);
  addEventListener("load", () => setTimeout(follow)); // the browser goes to the anchor itself, and takes the focus
})();
