// What filtering in place needs beside htmx: facets stay as the reader left them, the new count is said aloud, and what
// cannot be shown in place is gone to.

const BROWSE = "browse"
let opened = new Map()

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id !== BROWSE) return
  opened = new Map(Array.from(detail.target.querySelectorAll("details[id]"), ({ id, open }) => [id, open]))
})

document.addEventListener("htmx:afterSettle", () => {
  for (const [id, open] of opened) {
    const details = document.getElementById(id)
    if (details) details.open = open
  }
  opened = new Map()
  const count = document.querySelector(".results-head__count")
  const aloud = document.getElementById("browse-status")
  if (count && aloud) aloud.textContent = count.textContent
})

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ detail }) => {
    window.location.assign(detail.xhr?.responseURL || detail.pathInfo.finalRequestPath)
  })
}
