// Returns the first visible element whose role is arguments[0] and whose accessible name
// contains arguments[1], or null. An exact name wins.
const [role, wanted] = arguments;

const implied = {
    button: 'button, summary, input[type=submit]',
    checkbox: 'input[type=checkbox]',
    combobox: 'select',
    dialog: 'dialog',
    heading: 'h1, h2, h3, h4',
    link: 'a[href]',
    radio: 'input[type=radio]',
    searchbox: 'input[type=search]',
    textbox: 'textarea, input:not([type]), input[type=text], input[type=password]',
};

const squeeze = (text) => (text ?? '').replace(/\s+/g, ' ').trim();

function nameOf(element) {
    const ids = element.getAttribute('aria-labelledby');
    if (ids) {
        const parts = ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent);
        return squeeze(parts.join(' '));
    }
    const label = element.getAttribute('aria-label');
    if (label) return squeeze(label);
    const labels = [...(element.labels ?? [])].map((each) => each.textContent);
    if (labels.length > 0) return squeeze(labels.join(' '));
    if (element.matches('input, textarea')) return squeeze(element.placeholder);
    return squeeze(element.innerText || element.title);
}

const selector = `[role="${role}"]${implied[role] ? `, ${implied[role]}` : ''}`;
const shown = [...document.querySelectorAll(selector)].filter(
    (element) => element.checkVisibility() && (element.getAttribute('role') ?? role) === role,
);
const named = shown.map((element) => [element, nameOf(element)]);
const exact = named.find(([, name]) => name === wanted);
return (exact ?? named.find(([, name]) => name.includes(wanted)))?.[0] ?? null;
