/** @module The script of a page that moves: it hears from its server, and puts in place only what has changed. */

/**
 * Each message is JSON of the page's title and the HTML of its main part, made by the server's renderer. What has the focus, and which tables are open, stays as it is.
 */
export const liveScript = `
const main = document.querySelector("main");
const source = new EventSource("events");
source.addEventListener("page", event => {
  const { title, body } = JSON.parse(event.data);
  const focused = document.activeElement?.id;
  const open = [...main.querySelectorAll("details[open]")].map(({ id }) => id);
  const next = new DOMParser().parseFromString(body, "text/html");
  for (const part of next.body.children) {
    const old = document.getElementById(part.id);
    if (old.innerHTML === part.innerHTML) continue;
    old.replaceChildren(...part.childNodes);
    old.hidden = part.hidden;
  }
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  document.title = title;
});
source.addEventListener("end", () => source.close());
`;
