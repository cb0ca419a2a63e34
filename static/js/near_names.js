// Shows the partners near the name being typed, at each pause. Without JavaScript a button asks for them.
const PAUSE = 300;
const COMPARED = ["name", "name_en", "acronym", "kind", "country", "latitude", "longitude", "geonames_id"];

const tellNear = (told) => {
  const fields = COMPARED.map((name) => document.getElementById(`id_${name}`)).filter(Boolean);
  let timer = 0;
  let asked = null;

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const query = new URLSearchParams(fields.map((field) => [field.name, field.value]));
    if (told.dataset.but) query.set("sauf", told.dataset.but);
    try {
      const answer = await fetch(`${told.dataset.near}?${query}`, { signal: asked.signal });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      told.replaceChildren(...page.body.childNodes);
    } catch {
      // Without an answer, saving asks all the same.
    }
  };

  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
  }
};

document.addEventListener("DOMContentLoaded", () => {
  const told = document.getElementById("near-partners");
  if (told) tellNear(told);
});
