// Keeps what is typed into a section on this computer until the server has it: through a lost connection, a lost
// session, a restart of the server, a closed tab. One copy for each section's address.

const PREFIX = "draft:"

window.writingKept = {
  put(address, copy) {
    try {
      localStorage.setItem(PREFIX + address, JSON.stringify(copy))
    } catch {
      // No room, or not allowed: the page goes on without a copy.
    }
  },

  get(address) {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + address))
    } catch {
      return null
    }
  },

  drop(address) {
    try {
      localStorage.removeItem(PREFIX + address)
    } catch {
      // As above.
    }
  },

  // The server names the copy that it has saved in the address to which a save leads.
  dropSaved() {
    const here = new URL(window.location.href)
    const saved = here.searchParams.get("kept")
    if (!saved) return
    here.searchParams.delete("kept")
    window.history.replaceState(window.history.state, "", here)
    try {
      for (const key of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
        if (this.get(key.slice(PREFIX.length))?.id === saved) localStorage.removeItem(key)
      }
    } catch {
      // As above.
    }
  },
}

window.writingKept.dropSaved()
