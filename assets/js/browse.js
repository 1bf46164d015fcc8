// What filtering in place needs beside htmx: facets stay as the reader left them, the new count is said aloud, and what
// cannot be shown in place is gone to.

const BROWSE = "browse"
let opened = new Map()

// Fact sheets that are ticked, but not on the list yet, come along as if they were.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const ticked = document.querySelectorAll(".pick__box:checked")
  if (!ticked.length || !detail.elt.closest(`#${BROWSE}`)) return
  const address = new URL(detail.path, window.location.href)
  const before = detail.parameters.picked ?? address.searchParams.get("picked") ?? ""
  const slugs = new Set([...before.split(","), ...Array.from(ticked, ({ value }) => value)].filter(Boolean))
  address.searchParams.delete("picked")
  detail.path = address.pathname + address.search
  detail.parameters.picked = [...slugs].join(",")
})

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
    if (detail.elt.id === "search") return // what is offered while somebody types can be done without
    window.location.assign(detail.xhr?.responseURL || detail.pathInfo.finalRequestPath)
  })
}
