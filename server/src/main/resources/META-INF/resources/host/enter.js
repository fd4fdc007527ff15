// Turns the secret behind the # of a host link into a token and opens the API page signed in with it.
const state = document.getElementById("state");
const secret = location.hash.slice(1);
// Gone from the address bar and the history before anything else happens.
history.replaceState(null, "", location.pathname);

async function enter() {
  if (!secret) {
    state.textContent = "This address needs the link that the server prints when it starts.";
    return;
  }
  const answer = await fetch("/host/token", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ secret }),
  });
  if (!answer.ok) {
    state.textContent = "This link was used already, or is older than 24 hours. Restart the server to get a new one.";
    return;
  }
  const { token } = await answer.json();
  // Where the API page looks for credentials that were kept (its persistAuthorization setting).
  localStorage.setItem("authorized", JSON.stringify({
    bearer: { name: "bearer", schema: { type: "http", scheme: "bearer" }, value: token },
  }));
  location.replace("/q/swagger-ui/");
}

enter().catch(() => { state.textContent = "The server did not answer. Reload this page to try again."; });
