// Refreshes a list in place: the form and the links that lead to the same list fetch its new version, and what is marked
// data-refreshed is taken from it. Without JavaScript, or without an answer, they lead to the page as any other.
const marked = () => [...document.querySelectorAll("[data-refreshed]")];
let latest = null;

const openPanels = () => new Set([...document.querySelectorAll("details[open] > summary")].map((each) => each.textContent));

const take = (fresh) => {
  const open = openPanels();
  for (const old of marked()) {
    const made = fresh.getElementById(old.id);
    old.replaceChildren(...made.childNodes);
  }
  for (const summary of document.querySelectorAll("details > summary")) {
    if (open.has(summary.textContent)) summary.parentElement.open = true;
  }
  for (const input of document.querySelectorAll("[data-refreshes] input[type=search]")) {
    input.value = fresh.getElementById(input.id).value;
  }
  document.title = fresh.title;
  document.dispatchEvent(new Event("refreshed"));
};

const go = async (url, { isBack = false, keepsFocus = false } = {}) => {
  latest?.abort();
  const asked = (latest = new AbortController());
  const results = document.getElementById("results");
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal: asked.signal });
    if (!answer.ok) throw new Error(answer.status);
    take(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
    return;
  } finally {
    if (latest === asked) results.removeAttribute("aria-busy");
  }
  if (!isBack) history.pushState(null, "", url);
  const count = document.getElementById("count");
  if (!keepsFocus && !isBack) count.focus({ preventScroll: true });
  if (!isBack && count.getBoundingClientRect().top < 0) count.scrollIntoView();
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-refreshes]")) return;
  event.preventDefault();
  const given = [...new FormData(form)].filter(([, value]) => value);
  const query = new URLSearchParams(given).toString();
  go(query ? `${form.action}?${query}` : form.action, { keepsFocus: true });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-refreshed] a");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.pathname !== location.pathname || link.hasAttribute("download")) return;
  event.preventDefault();
  go(link.href);
});

addEventListener("popstate", () => go(location.href, { isBack: true }));
