// After a form that could not be taken, whoever hears the page instead of seeing it stands where it says what is wrong.

const wrong = document.querySelector('.ecl-notification--error[role="alert"]')
if (wrong && !window.location.hash) {
  wrong.tabIndex = -1
  wrong.focus()
}
