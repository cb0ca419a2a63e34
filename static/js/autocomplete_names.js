// Names aloud the fields that look for a row: the library that draws them leaves them without the name of their field.
const nameFields = (place) => {
  for (const select of place.querySelectorAll("select.admin-autocomplete")) {
    const name = select.getAttribute("aria-label") || select.labels?.[0]?.textContent.replace(":", "").trim();
    const drawn = select.nextElementSibling;
    if (!name || !drawn?.classList.contains("select2")) continue;
    for (const part of drawn.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
      const chosen = part.querySelector(".select2-selection__rendered")?.textContent.replace("×", "").trim();
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", chosen ? `${name}, ${chosen}` : name);
    }
    select.onchange = () => nameFields(select.parentElement);
  }
};

// The library draws its fields when jQuery says the page is ready: come after it, here and for each row added.
document.addEventListener("DOMContentLoaded", () => window.django?.jQuery?.(() => setTimeout(() => nameFields(document))));
document.addEventListener("formset:added", ({ target }) => setTimeout(() => nameFields(target)));
