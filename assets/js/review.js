// Notes of a review are saved while they are typed. What the server does not have yet is kept in this browser.

const form = document.getElementById("review")
const status = document.getElementById("review-status")
const PAUSE = 4000
// What a save keeps; the rest is only sent by its own button.
const SAVED = /^(score_|reason_|field-|to_authors$)/

if (form && status) {
  const key = `review:${form.dataset.review}`
  const version = form.elements.namedItem("version")
  let timer = 0
  let running = null
  let refused = false

  const typed = () =>
    Object.fromEntries([...new FormData(form)].filter(([name, value]) => value && !["csrfmiddlewaretoken", "version", "do"].includes(name)))

  const keep = (fields, more = {}) => {
    try {
      if (Object.keys(fields).length) localStorage.setItem(key, JSON.stringify({ version: version.value, fields, ...more }))
      else localStorage.removeItem(key)
    } catch {
      // A browser that keeps nothing still saves.
    }
  }

  const restore = () => {
    let kept = null
    try {
      kept = JSON.parse(localStorage.getItem(key) ?? "null")
    } catch {
      // As above.
    }
    if (!kept) return
    const unchanged = kept.version === version.value
    if (kept.sent && !unchanged) return keep({})
    let restored = false
    for (const [name, value] of Object.entries(kept.fields)) {
      const box = form.elements.namedItem(name)
      if (!box || box.value === value || (box.value && !unchanged)) continue
      box.value = value
      const details = box.closest?.("details")
      if (details) details.open = true
      restored = true
    }
    if (restored) {
      status.textContent = form.dataset.kept
      save()
    }
  }

  const later = () => {
    if (!timer && !refused) timer = setTimeout(save, PAUSE)
  }

  const save = () => {
    timer = 0
    if (running) return later()
    running = send().finally(() => { running = null })
  }

  const send = async () => {
    const body = new FormData(form)
    body.set("do", "save")
    status.textContent = form.dataset.saving
    try {
      const answer = await fetch(window.location.href, { method: "POST", body, headers: { "X-Requested-With": "fetch" } })
      const said = await answer.json()
      status.textContent = said.detail
      if (answer.ok) {
        version.value = said.version
        const now = typed()
        const same = Object.entries(now).every(([name, value]) => !SAVED.test(name) || body.get(name) === value)
        keep(Object.fromEntries(Object.entries(now).filter(([name]) => !same || !SAVED.test(name))))
      } else refused = answer.status === 409
    } catch {
      status.textContent = form.dataset.unsaved
      later()
    }
  }

  form.addEventListener("input", () => {
    keep(typed())
    later()
  })

  // A button waits for the save that is on its way: it would else bring the version before it.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer)
    timer = 0
    keep(typed(), { sent: true })
    if (!running) return
    event.preventDefault()
    const { submitter } = event
    running.then(() => form.requestSubmit(submitter))
  })

  restore()
}
