// Enter, in the password field, uses the password: by itself it would press the first button, which asks for a code.
const button = document.getElementById("by-password");
button.form.elements.password.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  button.form.requestSubmit(button);
});
