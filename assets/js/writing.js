// Saves a section while somebody types: at most ten seconds of typing are not on the server, and those are kept on this
// computer (writing-kept.js). Everything here can also be done with the form's own buttons.

const form = document.getElementById("writing")
const status = document.getElementById("save-status")
const banners = document.getElementById("writing-banners")
const offers = document.getElementById("writing-offers")
const words = status.dataset
const kept = window.writingKept
const place = `draft:${new URL(form.action).pathname}`

const AFTER_TYPING = 2500
const AT_MOST = 7000
const TIMEOUT = 20000
const LONGEST_PAUSE = 30000
// Of the form, not of the section; the boxes with a button of their own are kept by kept-boxes.js.
const OF_THE_FORM = ["csrfmiddlewaretoken", "form_token", "version", "seen", "parked", "copy", "back", "section", "written_in"]
const NOT_TYPED = new Set([...OF_THE_FORM, "text", "description", "file"])
const named = Object.assign(document.createElement("input"), { type: "hidden", name: "copy", value: kept.page })

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
  const { version, seen } = form.elements
  kept.put(place, { id: kept.page, at: Date.now(), version: version.value, seen: seen.value, entries: entries() })
}

function typed() {
  if (typedText() === savedText) {
    if (!running && !form.dataset.unsaved) kept.drop(place, kept.page)
    return
  }
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
  if (answer.status === 429 || answer.status >= 500) return tryAgain(words.offline, answer.headers.get("Retry-After"))
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
  for (const copy of copiesThatSay(sent)) kept.forget(copy)
  offerCopies()
  if (typedText() === sent) {
    kept.drop(place, kept.page)
    say(words.saved.replace("{time}", time(told.saved_at ? new Date(told.saved_at) : new Date())))
  } else typed()
}

function tryAgain(said, seconds) {
  failures += 1
  say(said)
  later(Math.max(Math.min(LONGEST_PAUSE, 1000 * 2 ** failures), 1000 * (Number(seconds) || 0)))
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

async function renewToken() {
  if (!(await kept.renewToken(form.action))) return signedOut()
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
  return bannerIn(banners, text, ...tools)
}

function bannerIn(place, text, ...tools) {
  const box = Object.assign(document.createElement("div"), { className: "writing-banner" })
  box.append(Object.assign(document.createElement("p"), { textContent: text }), ...tools)
  place.replaceChildren(box)
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

function copiesThatSay(text) {
  return kept.of(place).filter((copy) => JSON.stringify(copy.entries) === text)
}

// What other pages of this section could not save is offered until it is answered, one copy after the other.
function offerCopies() {
  const [copy] = kept.of(place).filter((one) => JSON.stringify(one.entries) !== typedText())
  if (!copy) return offers.replaceChildren()
  if (offers.dataset.key === copy.key && offers.hasChildNodes()) return
  offers.dataset.key = copy.key
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
  back.addEventListener("click", () => {
    // What was typed on this page goes first: both texts are then compared.
    if (typedText() !== savedText) save()
    Promise.resolve(running).finally(() => sendCopy(copy))
  })
  away.addEventListener("click", () => {
    kept.forget(copy)
    offerCopies()
    const next = offers.querySelector("button") ?? status
    next.focus()
  })
  bannerIn(offers, words.kept.replace("{time}", new Date(copy.at).toLocaleString(document.documentElement.lang)), back, away)
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
  named.remove()
  if (typedText() !== savedText) {
    keepCopy()
    form.append(named)
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

// Another page of this section has saved its text meanwhile, or lost its connection.
window.addEventListener("storage", (event) => {
  if (event.key === offers.dataset.key) offerCopies()
})

if (form.dataset.unsaved) later(0)
else for (const copy of copiesThatSay(savedText)) kept.forget(copy)
offerCopies()
