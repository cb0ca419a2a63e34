// Leads from the list of what is to be corrected to a field the library hides behind its own, or that is folded away.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".problems a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const drawn = field.matches(".select2-hidden-accessible") && field.nextElementSibling?.querySelector("[role=combobox], input");
  if (!drawn) return;
  event.preventDefault();
  drawn.focus();
  drawn.scrollIntoView({ block: "center" });
});
