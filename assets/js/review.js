// Notes of a review are saved while they are typed. What the server does not have yet is kept in this browser, each box
// with what stood in it before, so that it is known later whether somebody else wrote there as well.

const form = document.getElementById("review")
const status = document.getElementById("review-status")
const banners = document.getElementById("review-banners")
const PAUSE = 4000
const LONGEST_PAUSE = 60000
const TIMEOUT = 20000
// What a save keeps; the rest is only sent by its own button.
const SAVED = /^(score_|reason_|field-|to_authors$)/
const SENT_BY = { note: ["private"], ask: ["question"], decline: ["reason"], hand_over: ["to", "handover_reason"] }

if (form && status) {
  const kept = window.writingKept
  const words = form.dataset
  const place = `review:${words.review}`
  const version = form.elements.namedItem("version")
  const boxes = Array.from(form.elements).filter((box) => box.matches("textarea, select, input[type=radio]"))
  const names = [...new Set(boxes.map((box) => box.name))]
  const valueOf = (name) => form.elements.namedItem(name).value
  const before = Object.fromEntries(names.map((name) => [name, valueOf(name)]))
  const sentId = `${kept.page}-s`
  const named = make("input", { type: "hidden", name: "copy", value: sentId })
  let timer = 0
  let running = null
  let failures = 0
  let stopped = false
  let waiting = false
  let ready = false
  let leaving = false

  const changed = () => names.filter((name) => valueOf(name) !== before[name])

  const put = (id, some) => {
    if (!some.length) return kept.drop(place, id)
    const of = (values) => Object.fromEntries(some.map((name) => [name, values(name)]))
    return kept.put(place, { id, at: Date.now(), fields: of(valueOf), before: of((name) => before[name]) })
  }

  const keep = () => put(kept.page, changed())

  const unsaved = () => changed().some((name) => SAVED.test(name))

  const fill = (name, text) => {
    const box = form.elements.namedItem(name)
    box.value = text
    const details = box.closest?.("details")
    if (details) details.open = true
    return box
  }

  const later = (pause) => {
    clearTimeout(timer)
    timer = setTimeout(save, pause)
  }

  const save = () => {
    clearTimeout(timer)
    timer = 0
    if (stopped || leaving) return null
    running ??= send().finally(() => { running = null })
    return running
  }

  const send = async () => {
    const sent = Object.fromEntries(names.map((name) => [name, valueOf(name)]))
    const body = new FormData(form)
    body.set("do", "save")
    status.textContent = words.saving
    try {
      const headers = { "X-Requested-With": "fetch" }
      const answer = await fetch(form.action, { method: "POST", body, headers, signal: AbortSignal.timeout(TIMEOUT) })
      const told = await answer.json().catch(() => ({}))
      await settle(answer, told, sent)
    } catch {
      tryAgain(words.offline)
    }
  }

  const settle = async (answer, told, sent) => {
    status.textContent = told.detail ?? ""
    if (answer.ok) return saved(told, sent)
    if (answer.status === 409) return stale(told.detail)
    if (answer.status === 403) await kept.renewToken(form.action)
    if ([401, 403, 429].includes(answer.status) || answer.status >= 500) {
      tryAgain([told.detail, words.again].filter(Boolean).join(" "), answer.headers.get("Retry-After"))
    }
    return null
  }

  const saved = (told, sent) => {
    failures = 0
    version.value = told.version
    for (const name of names.filter((one) => SAVED.test(one))) before[name] = sent[name]
    keep()
    if (unsaved()) later(PAUSE)
  }

  const tryAgain = (said, seconds) => {
    failures += 1
    status.textContent = said
    later(Math.max(Math.min(LONGEST_PAUSE, 1000 * 2 ** failures), 1000 * (Number(seconds) || 0)))
  }

  // The page that follows shows both texts.
  const stale = (said) => {
    stopped = true
    const button = make("button", { type: "submit", name: "do", value: "save", textContent: words.compare })
    button.className = "ecl-button ecl-button--primary button--small"
    button.setAttribute("form", form.id)
    const box = make("section", { className: "conflicts" })
    box.append(make("p", { textContent: words.stale }), button)
    banners.prepend(box)
    status.textContent = said ?? words.stale
  }

  // One that nobody else wrote in is filled again; where somebody did, both texts are shown.
  const restore = () => {
    let again = false
    const open = []
    const rests = kept.of(place).map((copy) => [copy, restoreFrom(copy)])
    for (const [copy, { filled, rest }] of rests) {
      again ||= filled
      open.push(...Object.keys(rest).filter((name) => name in before).map((name) => [copy, name]))
    }
    keep()
    for (const [copy, { rest }] of rests) keepRest(copy, rest)
    if (open.length) offer(open)
    if (!again) return
    status.textContent = words.kept
    save()
  }

  const restoreFrom = (copy) => {
    const rest = {}
    let filled = false
    for (const [name, text] of Object.entries(copy.fields ?? {})) {
      if (!(name in before)) rest[name] = text
      else if (valueOf(name) === text) {
        // On a page that comes back with what was typed, it is as unsaved as before.
        if (words.unsaved) before[name] = copy.before[name]
      } else if (valueOf(name) === copy.before[name]) {
        fill(name, text)
        filled = true
      } else rest[name] = text
    }
    return { filled, rest }
  }

  const keepRest = (copy, rest) => {
    copy.fields = rest
    if (Object.keys(rest).length) kept.put(place, copy)
    else kept.forget(copy)
  }

  const offer = (open) => {
    const list = make("section", { className: "conflicts" })
    list.setAttribute("aria-labelledby", "review-both")
    list.append(make("h2", { className: "review__heading", id: "review-both", textContent: words.both }))
    list.append(make("p", { textContent: words.choose }))
    for (const [copy, name] of open) list.append(choice(list, copy, name))
    banners.append(list)
  }

  const choice = (list, copy, name) => {
    const mine = copy.fields[name]
    const one = make("div", { className: "conflict" })
    const answer = (text) => {
      const { [name]: _answered, ...rest } = copy.fields
      const box = text === null ? null : fill(name, text)
      one.remove()
      keep()
      keepRest(copy, rest)
      const next = list.querySelector("button")
      if (!next) list.remove()
      if (box) save()
      const where = box ?? next ?? form.querySelector("button")
      ;(where.focus ? where : where[0]).focus()
    }
    const tool = (textContent, text) => {
      const button = make("button", { type: "button", textContent })
      button.className = "ecl-button ecl-button--secondary button--small"
      button.addEventListener("click", () => answer(text()))
      return button
    }
    const tools = make("div", { className: "conflict__tools" })
    tools.append(tool(words.use, () => mine), tool(words.leave, () => null))
    if (form.elements.namedItem(name).matches?.("textarea")) {
      tools.append(tool(words.join, () => [mine, valueOf(name)].filter(Boolean).join("\n\n")))
    }
    one.append(make("h3", { className: "conflict__label", textContent: labelOf(name) }))
    one.append(said(words.yours, mine), said(words.theirs, valueOf(name)), tools)
    return one
  }

  const said = (whose, text) => {
    const box = make("div", { className: "conflict__text" })
    box.append(make("h4", { className: "conflict__whose", textContent: whose }))
    box.append(make("p", { className: "conflict__said", textContent: text || words.empty }))
    return box
  }

  const labelOf = (name) => {
    const box = form.elements.namedItem(name)
    return box.labels?.[0]?.textContent ?? box[0].closest("[role=radiogroup]").getAttribute("aria-label")
  }

  form.addEventListener("input", () => {
    keep()
    if (!stopped && !timer) later(PAUSE)
  })

  // A button waits until the notes are saved, or cannot be: what then stays unsaved is what the button sends.
  form.addEventListener("submit", (event) => {
    const { submitter } = event
    if (waiting) return event.preventDefault()
    if (!ready && (running || (unsaved() && !stopped))) {
      event.preventDefault()
      waiting = true
      Promise.resolve(running).then(() => unsaved() && save()).finally(() => {
        waiting = false
        ready = true
        form.requestSubmit(submitter)
      })
      return
    }
    clearTimeout(timer)
    leaving = true
    const its = SENT_BY[submitter?.value] ?? [submitter?.value]
    const sent = changed().filter((name) => SAVED.test(name) || its.includes(name))
    put(sentId, sent)
    put(kept.page, changed().filter((name) => !sent.includes(name)))
    if (sent.length) form.append(named)
  })

  window.addEventListener("online", () => unsaved() && save())

  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload()
  })

  restore()
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties)
}
