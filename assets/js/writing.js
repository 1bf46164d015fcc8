// Saves a section while somebody types: at most ten seconds of typing are not on the server, and those are kept on this
// computer (writing-kept.js). Everything here can also be done with the form's own buttons.

const form = document.getElementById("writing")
const status = document.getElementById("save-status")
const banners = document.getElementById("writing-banners")
const words = status.dataset
const address = new URL(form.action).pathname
const kept = window.writingKept

const AFTER_TYPING = 2500
const AT_MOST = 7000
const TIMEOUT = 20000
const LONGEST_PAUSE = 30000
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "version", "seen", "parked", "copy"])

let savedText = typedText()
let unsavedSince = 0
let timer = 0
let running = null
let failures = 0
let stopped = false
let leaving = false

function entries() {
  return Array.from(new FormData(form)).filter(([name]) => !NOT_TYPED.has(name))
}

function typedText() {
  return JSON.stringify(entries())
}

function time(moment) {
  return moment.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })
}

function say(text) {
  if (status.textContent !== text) status.textContent = text
}

function keepCopy() {
  const before = kept.get(address)
  const id = before?.id ?? crypto.randomUUID?.() ?? `${Date.now()}-${Math.floor(Math.random() * 1e9)}`
  kept.put(address, { id, at: Date.now(), version: form.elements.version.value, seen: form.elements.seen.value, entries: entries() })
  return id
}

function typed() {
  if (typedText() === savedText) return
  unsavedSince ||= Date.now()
  keepCopy()
  if (stopped) return
  say(words.typing)
  later(Math.min(AFTER_TYPING, Math.max(0, unsavedSince + AT_MOST - Date.now())))
}

function later(pause) {
  clearTimeout(timer)
  timer = setTimeout(save, pause)
}

function save(options = {}) {
  clearTimeout(timer)
  if (running || stopped || leaving) return running
  const sent = typedText()
  if (sent === savedText && !form.dataset.unsaved) return null
  say(words.saving)
  running = send(options)
    .then((answer) => settle(answer, sent))
    .catch(() => tryAgain(words.offline))
    .finally(() => {
      running = null
    })
  return running
}

function send(options) {
  return fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
    signal: options.keepalive ? undefined : AbortSignal.timeout(TIMEOUT),
    ...options,
  })
}

async function settle(answer, sent) {
  if (answer.ok) return saved(await answer.json(), sent)
  if (answer.status === 401) return signedOut()
  if (answer.status === 403) return renewToken()
  if (answer.status === 429 || answer.status >= 500) return tryAgain(words.offline)
  const told = await answer.json()
  if (told.stale) return stale()
  if (told.problems) show(told.problems, "wrong")
  stopped = answer.status !== 422
  unsavedSince = 0
  say(`${words.refused} ${told.detail}`)
  return null
}

function saved(told, sent) {
  failures = 0
  savedText = sent
  unsavedSince = 0
  delete form.dataset.unsaved
  form.elements.version.value = told.version
  form.elements.seen.value = told.seen
  banners.replaceChildren()
  show(told.problems, "wrong")
  showRead(told.read_back, told.doubts)
  if (typedText() === sent) {
    kept.drop(address)
    say(words.saved.replace("{time}", time(told.saved_at ? new Date(told.saved_at) : new Date())))
  } else typed()
}

function tryAgain(said) {
  failures += 1
  say(said)
  later(Math.min(LONGEST_PAUSE, 1000 * 2 ** failures))
}

function signedOut() {
  if (!banners.querySelector("[data-signed-out]")) {
    const link = Object.assign(document.createElement("a"), {
      className: "ecl-link",
      href: words.signInAddress,
      target: "_blank",
      textContent: words.signIn,
    })
    banner(words.signedOut, link).dataset.signedOut = ""
  }
  say(words.signedOut)
  later(5000)
}

// Signing in again gives this browser another token; the page gets it from a fresh copy of itself.
async function renewToken() {
  const page = await fetch(window.location.href, { headers: { "X-Requested-With": "XMLHttpRequest" } })
  if (page.status === 401) return signedOut()
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html")
  const token = fresh.querySelector("#writing input[name=csrfmiddlewaretoken]")?.value
  if (!token) return signedOut()
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token
  failures += 1
  later(failures > 2 ? LONGEST_PAUSE : 0)
  return null
}

function stale() {
  stopped = true
  const button = Object.assign(document.createElement("button"), {
    className: "ecl-button ecl-button--primary button--small",
    type: "submit",
    textContent: words.compare,
  })
  button.setAttribute("form", form.id)
  banner(words.stale, button)
  say(words.stale)
}

function banner(text, ...tools) {
  const box = Object.assign(document.createElement("div"), { className: "writing-banner" })
  box.append(Object.assign(document.createElement("p"), { textContent: text }), ...tools)
  banners.replaceChildren(box)
  return box
}

function show(byMark, what) {
  for (const place of form.querySelectorAll(`[id$="-${what}"]`)) {
    const said = (byMark[place.id.slice(0, -what.length - 1)] ?? []).join(" ")
    if (place.textContent.trim() !== said) place.textContent = said
    place.closest(".rows__cell, .item")?.classList.toggle("item--wrong", Boolean(said))
  }
}

function showRead(readBack, doubts) {
  for (const place of form.querySelectorAll('[id$="-said"]')) {
    const mark = place.id.slice(0, -"-said".length)
    const parts = []
    if (readBack[mark]) parts.push(part("item__read", words.read), " ", part("", readBack[mark]))
    if (doubts[mark]) parts.push(" ", part("item__doubt", doubts[mark]))
    place.replaceChildren(...parts)
  }
}

function part(className, textContent) {
  return Object.assign(document.createElement("span"), { className, textContent })
}

function offerCopy() {
  const copy = kept.get(address)
  if (!copy) return
  if (JSON.stringify(copy.entries) === savedText) return void kept.drop(address)
  const back = Object.assign(document.createElement("button"), {
    className: "ecl-button ecl-button--primary button--small",
    type: "button",
    textContent: words.putBack,
  })
  const away = Object.assign(document.createElement("button"), {
    className: "ecl-button ecl-button--ghost button--small",
    type: "button",
    textContent: words.discard,
  })
  back.addEventListener("click", () => sendCopy(copy))
  away.addEventListener("click", () => {
    kept.drop(address)
    banners.replaceChildren()
    status.focus()
  })
  banner(words.kept.replace("{time}", new Date(copy.at).toLocaleString(document.documentElement.lang)), back, away)
}

// As if the form were sent with what was typed then: saved, or shown beside what was saved since.
function sendCopy(copy) {
  const again = Object.assign(document.createElement("form"), { method: "post", action: form.action, hidden: true })
  const token = form.elements.csrfmiddlewaretoken.value
  const fields = [...copy.entries, ["version", copy.version], ["seen", copy.seen], ["copy", copy.id]]
  for (const [name, value] of [...fields, ["csrfmiddlewaretoken", token]]) {
    again.append(Object.assign(document.createElement("textarea"), { name, value }))
  }
  document.body.append(again)
  leaving = true
  again.submit()
}

form.addEventListener("input", typed)
form.addEventListener("change", typed)

form.addEventListener("submit", (event) => {
  clearTimeout(timer)
  if (running) {
    event.preventDefault()
    const { submitter } = event
    running.finally(() => form.requestSubmit(submitter))
    return
  }
  form.elements.copy?.remove()
  if (typedText() !== savedText) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "copy", value: keepCopy() }))
  }
  leaving = true
})

document.addEventListener("visibilitychange", () => {
  if (document.hidden && unsavedSince && !leaving) save()
})

window.addEventListener("pagehide", () => {
  if (!unsavedSince || leaving || stopped) return
  keepCopy()
  // What is longer than a browser sends after a page is gone stays in the copy.
  send({ keepalive: true }).catch(() => {})
})

window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload()
})

window.addEventListener("online", () => {
  if (unsavedSince) save()
})

if (form.dataset.unsaved) later(0)
else offerCopy()
