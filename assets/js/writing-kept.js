// Keeps what is typed on this computer until the server has it: through a lost connection, a lost session, a restart of
// the server, a closed tab. One copy for each time that a page was opened, so that no page writes over what another kept.

const COPIES = /^(draft|boxes|review):/
const MOST_COPIES = 50
const LONGEST_KEPT = 90 * 24 * 3600 * 1000

// A browser that keeps nothing, or has no room, goes on without copies.
function quietly(work, otherwise) {
  try {
    return work()
  } catch {
    return otherwise
  }
}

window.writingKept = {
  // The name of the copy of this page, as long as it is open.
  page: crypto.randomUUID?.() ?? `${Date.now()}-${Math.floor(Math.random() * 1e9)}`,

  // All copies, the newest first.
  all() {
    const keys = quietly(() => Object.keys(localStorage).filter((key) => COPIES.test(key)), [])
    const copies = keys.map((key) => ({ at: 0, ...quietly(() => JSON.parse(localStorage.getItem(key)), {}), key }))
    return copies.sort((one, other) => other.at - one.at)
  },

  // Those of a place that other pages kept, or this one before it was loaded again.
  of(place) {
    return this.all().filter((copy) => copy.key.startsWith(`${place}#`) && copy.id !== this.page)
  },

  put(place, copy) {
    const key = `${place}#${copy.id}`
    const said = JSON.stringify({ ...copy, key: undefined })
    const oldest = this.all().filter((other) => other.key !== key)
    while (!quietly(() => localStorage.setItem(key, said) ?? true, false) && oldest.length) this.forget(oldest.pop())
  },

  drop(place, id) {
    this.forget({ key: `${place}#${id}` })
  },

  forget(copy) {
    quietly(() => localStorage.removeItem(copy.key))
  },

  // The server names the copies that it has saved: in the address to which a save leads, or on the page that it shows.
  dropSaved() {
    const here = new URL(window.location.href)
    const marked = here.hash.startsWith("#kept=")
    const named = marked ? here.hash.slice("#kept=".length) : here.searchParams.get("kept")
    const saved = named ?? document.querySelector("[data-saved-copies]")?.dataset.savedCopies
    if (!saved) return
    if (marked) here.hash = ""
    here.searchParams.delete("kept")
    window.history.replaceState(window.history.state, "", here)
    const ids = saved.split(".")
    for (const copy of this.all().filter((one) => ids.includes(one.id))) this.forget(copy)
  },

  dropOld() {
    for (const copy of this.all().filter((one, place) => place >= MOST_COPIES || Date.now() - one.at > LONGEST_KEPT)) {
      this.forget(copy)
    }
  },

  // Signing in again gives this browser another token; the page gets it from a fresh copy of itself.
  async renewToken(address) {
    const page = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } })
    const fresh = new DOMParser().parseFromString(page.ok ? await page.text() : "", "text/html")
    const token = fresh.querySelector("input[name=csrfmiddlewaretoken]")?.value
    if (!token) return false
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token
    return true
  },
}

window.writingKept.dropSaved()
window.writingKept.dropOld()
