// A labelled field that writes what is typed into a member of an object.
const m = window.m;

/** `attrs`: of the input; `type`, `required`, `placeholder`, ... */
export function textField(label, form, member, attrs = {}) {
  return m(
    'label.field',
    { class: attrs.class || '' },
    label,
    m('input', {
      ...attrs,
      class: '',
      value: form[member],
      oninput: (event) => {
        form[member] = event.target.value;
      },
    }),
  );
}
