// Leaving a form asks while what is typed is not saved; what is typed is kept on the server for its author, never here.
const watch = (marker) => {
  const { form, dataset } = marker;
  const said = document.getElementById("keeping");
  const token = () => form.elements.csrfmiddlewaretoken.value;
  const fields = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const typed = () => new URLSearchParams(fields()).toString();
  const opened = typed();
  let kept = "unsaved" in dataset ? "" : opened;
  let leaves = false;
  let asked = null;

  const keep = async () => {
    const now = typed();
    if (leaves || now === kept) return;
    asked = new AbortController();
    try {
      const headers = { "X-CSRFToken": token(), "Content-Type": "application/x-www-form-urlencoded" };
      const answer = await fetch(dataset.keep, { method: "POST", headers, body: now, signal: asked.signal, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      said.textContent = (await answer.json()).words;
      said.removeAttribute("role");
      kept = now;
    } catch (error) {
      if (error.name === "AbortError") return;
      said.setAttribute("role", "alert");
      said.textContent = dataset.failed;
    }
  };

  const leave = () => {
    leaves = true;
    asked?.abort();
  };

  form.addEventListener("submit", leave);
  document.querySelector(".kept form")?.addEventListener("submit", leave);
  document.querySelector(".kept a")?.addEventListener("click", leave);
  addEventListener("pageshow", () => (leaves = false));
  addEventListener("beforeunload", (event) => {
    if (!leaves && ("unsaved" in dataset || typed() !== opened)) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
  setInterval(keep, dataset.seconds * 1000);
};

// The library fills some fields once the page is loaded: what is typed is what comes after.
addEventListener("load", () => setTimeout(() => document.querySelectorAll("input[data-keep]").forEach(watch)));
