// The library draws the clocks and calendars of the whole form again for each row added, and leaves the former ones in the
// page, which grows slower with each row. Here a row added gets its own, and the others are left alone.
addEventListener("load", () => {
  const library = window.DateTimeShortcuts;
  if (!library) return;
  delete window.DateTimeShortcuts;
  document.addEventListener("formset:added", ({ target }) => {
    for (const copied of target.querySelectorAll(".datetimeshortcuts")) copied.remove();
    for (const hour of target.querySelectorAll("input.vTimeField")) library.addClock(hour);
    for (const day of target.querySelectorAll("input.vDateField")) library.addCalendar(day);
  });
});
