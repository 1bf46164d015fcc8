// Keeps what is typed into boxes that only a button sends (comments, answers, a note) until the server has it, and puts
// it back when the page is opened again.
{
  const kept = window.writingKept
  const boxes = Array.from(document.querySelectorAll("textarea[data-kept], input[data-kept]"))
  const place = `boxes:${boxes.find((box) => box.dataset.keptAt)?.dataset.keptAt ?? window.location.pathname}`
  const RESTING = `${kept.page}-b`
  const SENT = `${kept.page}-s`
  const named = Object.assign(document.createElement("input"), { type: "hidden", name: "copy", value: SENT })
  let sending = new Set()

  // What a text is about, where that is chosen beside it.
  const about = (box) => document.getElementById(box.dataset.keptAbout)
  const choices = boxes.map(about).filter((choice) => choice)

  const typedIn = (some) => {
    const filled = some.filter((box) => box.value.trim())
    const chosen = filled.map(about).filter((choice) => choice)
    return Object.fromEntries([...filled, ...chosen].map((field) => [field.name, field.value]))
  }

  const put = (id, fields) => {
    if (Object.keys(fields).length) kept.put(place, { id, at: Date.now(), fields })
    else kept.drop(place, id)
  }

  const keep = () => put(RESTING, typedIn(boxes.filter((box) => !sending.has(box))))

  // A box of one line takes one text: the newest, if it is empty.
  const restore = (box, copies) => {
    const texts = copies.map((copy) => copy.fields?.[box.name])
    const found = [...new Set([box.value, ...texts].filter((text) => text?.trim()))]
    const all = box.matches("textarea") ? found.join("\n\n") : (found[0] ?? "")
    if (all === box.value) return
    box.value = all
    const choice = about(box)
    const chosen = choice && copies.map((copy) => copy.fields?.[choice.name]).find((value) => value)
    if (chosen) choice.value = chosen
    const folded = box.closest("details")
    if (folded) folded.open = true
    const said = Object.assign(document.createElement("p"), { className: "kept-box", id: `${box.id}-kept` })
    said.textContent = box.dataset.kept
    box.before(said)
    box.setAttribute("aria-describedby", [box.getAttribute("aria-describedby"), said.id].filter(Boolean).join(" "))
  }

  // What stands in a box again belongs to this page; what has no box here waits for a page that has it.
  const copies = kept.of(place)
  for (const box of boxes) restore(box, copies)
  keep()
  for (const copy of copies) {
    const rest = Object.entries(copy.fields ?? {}).filter(
      ([name, text]) =>
        !boxes.some((box) => box.name === name && box.value.includes(text)) && !choices.some((one) => one.name === name),
    )
    if (rest.length) kept.put(place, { ...copy, fields: Object.fromEntries(rest) })
    else kept.forget(copy)
  }

  document.addEventListener("input", (event) => {
    if (![...boxes, ...choices].includes(event.target)) return
    if (sending.size) kept.drop(place, SENT)
    sending = new Set()
    keep()
  })

  // Before the page's other script looks at the form.
  document.addEventListener(
    "submit",
    (event) => {
      const its = boxes.filter((box) => box.form === event.target)
      const { name, value } = event.submitter ?? {}
      sending = new Set(its.filter(({ dataset }) => !dataset.keptBy || [name, value].includes(dataset.keptBy)))
      put(SENT, typedIn([...sending]))
      keep()
      if (sending.size) event.target.append(named)
      else named.remove()
    },
    true,
  )

  // A box within a form that other buttons send too goes with its own button only: here it stands again anyway.
  for (const box of boxes.filter((one) => one.dataset.keptBy && one.form)) {
    box.form.addEventListener("formdata", (event) => {
      if (!sending.has(box)) event.formData.delete(box.name)
    })
  }

  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload()
  })
}
