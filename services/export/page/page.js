// The secret of the link stands behind the #, which no browser sends and no server logs. It goes on by POST, and leaves the history.
const form = document.querySelector('form')
const secret = location.hash.slice(1)
if (form && secret !== '') {
  history.replaceState(null, '', location.pathname)
  form.elements.token.value = secret
  form.submit()
}
