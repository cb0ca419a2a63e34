// Offers titles while one types in a search box (the combobox of the ARIA Authoring Practices, with a list of options).
// Choosing one fills the box; nothing is sent before the reader says so.
const PAUSE = 150;
const SHORTEST = 2;

const element = (name, attributes = {}, text = "") => {
  const made = Object.assign(document.createElement(name), { textContent: text });
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

const suggestIn = (field) => {
  const input = field.querySelector("input");
  const list = element("ul", { role: "listbox", id: `${input.id}-list`, "aria-label": field.dataset.listLabel, class: "suggestions" });
  const told = element("p", { role: "status", class: "visually-hidden" });
  let options = [];
  let chosen = -1;
  let timer = 0;
  let asked = null;

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const point = (place) => {
    chosen = place;
    options.forEach((option, rank) => option.setAttribute("aria-selected", String(rank === place)));
    if (place < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[place].id);
    options[place].scrollIntoView({ block: "nearest" });
  };

  const fill = (option) => {
    input.value = option.dataset.title;
    told.textContent = "";
    close();
    input.focus();
  };

  const show = (suggestions) => {
    close();
    options = suggestions.map(({ title, kind, lang }, rank) => {
      const option = element("li", { role: "option", id: `${list.id}-${rank}`, "aria-selected": "false", "data-title": title });
      option.append(element("span", lang ? { lang } : {}, title), element("small", {}, kind));
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    const { none, one, many } = field.dataset;
    told.textContent = [none, one][options.length] ?? many.replace("{n}", options.length);
  };

  const ask = async () => {
    if (input.value.trim().length < SHORTEST) return;
    asked = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggest}?${new URLSearchParams({ q: input.value })}`, { signal: asked.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      // Without an answer the box works as it does without JavaScript.
    }
  };

  // Each says whether it has dealt with the key.
  const keys = {
    ArrowDown: () => {
      if (list.hidden) ask();
      else point((chosen + 1) % options.length);
      return true;
    },
    ArrowUp: () => {
      if (!list.hidden) point(chosen > 0 ? chosen - 1 : options.length - 1);
      return true;
    },
    Enter: () => {
      if (list.hidden || chosen < 0) return false;
      fill(options[chosen]);
      return true;
    },
    Escape: () => {
      if (list.hidden) return false;
      close();
      return true;
    },
  };

  input.addEventListener("keydown", (event) => {
    if (!event.isComposing && keys[event.key]?.()) event.preventDefault();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    asked?.abort();
    if (input.value.trim().length < SHORTEST) close();
    else timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) fill(option);
  });

  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(key, value);
  list.hidden = true;
  field.append(list, told);
};

document.querySelectorAll("[data-suggest]").forEach(suggestIn);
