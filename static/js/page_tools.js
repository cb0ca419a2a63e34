/* The tools of a record's page that need the browser: copy the link, the phone's own sheet to share, print. */
(() => {
  const tools = document.querySelector("[data-page-tools]");
  if (!tools) return;
  const said = tools.querySelector("[data-said]");
  const offer = (name, isThere, act) => {
    const button = tools.querySelector(`[data-${name}]`);
    if (!button || !isThere) return;
    button.addEventListener("click", () => act(button));
    button.closest("li").hidden = false;
  };
  offer("copy", navigator.clipboard, async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = said.textContent = button.dataset.done;
  });
  offer("share", navigator.share, (button) => {
    // Someone who closes the sheet has shared nothing: that is no fault.
    navigator.share({ title: button.dataset.title, url: button.dataset.share }).catch(() => {});
  });
  offer("print", window.print, () => window.print());
})();
