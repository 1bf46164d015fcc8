// Says every twenty seconds that this draft is open, and shows who else has it open.
const here = document.querySelector("[data-presence]");
const token = document.querySelector("input[name=csrfmiddlewaretoken]");

async function tell() {
  if (document.hidden) return;
  const body = new URLSearchParams({ section: here.dataset.section, csrfmiddlewaretoken: token.value });
  try {
    const answer = await fetch(here.dataset.presence, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    if (!answer.ok) return;
    const said = (await answer.json()).here.join(" ");
    if (here.textContent.trim() !== said) here.textContent = said;
  } catch {
    // The next time will do: who is here is worth no message.
  }
}

if (here && token) {
  tell();
  setInterval(tell, 20000);
}
